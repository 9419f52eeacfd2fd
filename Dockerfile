# One image for every role: ROLE says which one a container plays. `npm run prove:image` runs these steps without an engine,
# which is why no step of a stage names a path outside its folder.
FROM node:20.20.2-bookworm-slim@sha256:2cf067cfed83d5ea958367df9f966191a942351a2df77d6f0193e162b5febfc0 AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY contract/package.json contract/
COPY services/package.json services/
COPY hub/package.json hub/
COPY client-sdk/package.json client-sdk/
COPY apps/package.json apps/
COPY testing/package.json testing/
COPY tests/package.json tests/
COPY examples/package.json examples/
COPY bench/package.json bench/
COPY vendor/ vendor/

FROM manifests AS build
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.base.json ./
COPY contract/ contract/
COPY services/ services/
COPY hub/ hub/
RUN npx tsc --build hub
COPY client-sdk/ client-sdk/
COPY apps/ apps/
RUN npx vite build --config apps/vite.config.mjs

FROM manifests AS run
ENV NODE_ENV=production
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts --no-audit --no-fund --workspace hub
COPY --from=build /app/contract/dist/ contract/dist/
COPY --from=build /app/services/dist/ services/dist/
COPY --from=build /app/hub/dist/ hub/dist/
COPY --from=build /app/apps/dist/www/ apps/dist/www/
ENV PORT=3000
EXPOSE 3000
USER node
# Whether it takes work: /readyz answers 503 while it starts, drains, or has no store.
HEALTHCHECK --interval=5s --timeout=4s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# node hears SIGTERM itself and stops in order; `init: true` in docker-compose.yml sees to what it might leave behind.
CMD ["node", "--enable-source-maps", "hub/dist/main.js"]
