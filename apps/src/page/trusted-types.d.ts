/** Of the Trusted Types API what the pages use; TypeScript's DOM does not know it yet. */
interface TrustedTypePolicyFactory {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): unknown };
}
declare var trustedTypes: TrustedTypePolicyFactory | undefined;
