#!/usr/bin/env bash
# The café by curl alone, service by service: user, menu, order, guest, payment. Every step is checked; the first one that is
# not as it should be ends the tour with 1.
#
#     examples/curl.sh [http://localhost:3000]
#
# It needs curl, and node to read JSON and to make secrets. The sign-ins are the demo café's unless the environment says
# otherwise: CAFE_LOGIN, CAFE_PASSWORD, CAFE_SERVER, CAFE_PIN.
set -euo pipefail

HUB=${1:-${CAFE_URL:-http://localhost:3000}}
API="$HUB/api/v1"
TOKEN=''
BODY=''
STATUS=''
HEADERS=$(mktemp)
trap 'rm -f "$HEADERS"' EXIT

# A JavaScript expression of the last answer, as `body`: pick 'body.accessToken'
pick() { printf '%s' "$BODY" | node -e '
  const body = JSON.parse(require("fs").readFileSync(0, "utf8"));
  process.stdout.write(String(eval(process.argv[1])));' "$1"; }
uuid() { node -p 'crypto.randomUUID()'; }
secret() { node -p 'crypto.randomBytes(32).toString("hex")'; }
sha256() { node -p 'crypto.createHash("sha256").update(process.argv[1]).digest("hex")' "$1"; }

service() { printf '\n%s\n' "── $1"; }

# call METHOD PATH [JSON] [more arguments of curl]: what the hub answers is in STATUS and BODY.
call() {
  local method=$1 path=$2 json=${3:-}
  shift $(($# < 3 ? $# : 3))
  local args=(--silent --show-error --max-time 20 --request "$method" --dump-header "$HEADERS" --write-out '\n%{http_code}')
  [ -n "$TOKEN" ] && args+=(--header "Authorization: Bearer $TOKEN")
  [ -n "$json" ] && args+=(--header 'Content-Type: application/json' --data "$json")
  local answer
  answer=$(curl "${args[@]}" "$@" "$API$path")
  STATUS=${answer##*$'\n'}
  BODY=${answer%$'\n'*}
}

# expect STATUS CONDITION WHAT: the last answer has that status, and the condition holds for its body.
expect() {
  if [ "$STATUS" != "$1" ] || { [ "$2" != true ] && [ "$(pick "$2")" != true ]; }; then
    printf '   ✗ %s\n     expected %s and %s, the hub answered %s\n     %s\n' "$3" "$1" "$2" "$STATUS" "$BODY" >&2
    exit 1
  fi
  printf '   ✓ %s\n' "$3"
}

printf 'The café at %s\n' "$HUB"

service 'user: a manager signs in, a terminal is enrolled, somebody signs in on it'
call POST /auth/password "{\"login\":\"${CAFE_LOGIN:-mara}\",\"password\":\"wrong-on-purpose\",\"nextHash\":\"$(sha256 x)\"}"
expect 401 'body.code === "auth.wrong_credentials" && !!body.remedy' 'a wrong password is refused, with a code and a remedy'
SECRET=$(secret)
call POST /auth/password "{\"login\":\"${CAFE_LOGIN:-mara}\",\"password\":\"${CAFE_PASSWORD:-cappuccino-and-cake}\",\"nextHash\":\"$(sha256 "$SECRET")\"}"
expect 200 'body.kind === "staff"' 'a manager signs in; the secret stays here, the hub gets its hash'
TOKEN=$(pick body.accessToken)
call POST /devices/codes '{}'
expect 200 'body.code.length === 10' 'the manager makes a code for a new device'
CODE=$(pick body.code)

TOKEN=''
DEVICE_SECRET=$(secret)
call POST /devices "{\"name\":\"curl\",\"kind\":\"terminal\",\"code\":\"$CODE\",\"secretHash\":\"$(sha256 "$DEVICE_SECRET")\"}" \
  --header "Idempotency-Key: $(uuid)"
expect 201 '!!body.id' 'the device enrols itself with it'
call POST /auth/refresh "{\"secret\":\"$DEVICE_SECRET\"}"
expect 200 'body.kind === "device"' 'its secret gives it a token'
TOKEN=$(pick body.accessToken)
call GET /auth/people
expect 200 'body.people.length > 0' 'it offers whom to sign in'
STAFF=$(pick "body.people.find((one) => one.name === '${CAFE_SERVER:-Ana Server}').staffId")
call POST /auth/pin "{\"staffId\":\"$STAFF\",\"pin\":\"${CAFE_PIN:-400400}\",\"nextHash\":\"$(sha256 "$(secret)")\"}"
expect 200 'body.kind === "staff"' 'somebody signs in by PIN'
STAFF_TOKEN=$(pick body.accessToken)
TOKEN=$STAFF_TOKEN

service 'menu: what there is'
call GET /menu
expect 200 'Object.keys(body.items).length > 0' 'the menu has items'
printf '     %s items in %s categories\n' "$(pick 'Object.keys(body.items).length')" "$(pick 'Object.keys(body.categories).length')"
PLAIN='Object.values(body.items).filter((item) => !item.archived && item.availability.state === "available" && !item.outOfStock
  && item.modifierGroupIds.every((id) => !body.modifierGroups[id].required))'
WISH="(item) => JSON.stringify({ itemId: item.itemId, quantity: 2, ...(item.variants?.[0] && { variantId: item.variants[0].variantId }) })"
DISH=$(pick "($WISH)($PLAIN[0])")
DRINK=$(pick "($WISH)($PLAIN.at(-1))")
line() { node -p 'JSON.stringify({ lineId: process.argv[1], ...JSON.parse(process.argv[2]) })' "$1" "$2"; }

service 'order: a table is opened, a round is sent'
call GET '/tables?state=available'
expect 200 'body.items.length > 0' 'there is a free table'
TABLE=$(pick 'body.items.at(-1).tableId')
TABLE_CODE=$(pick 'body.items.at(-1).code')
KEY=$(uuid)
OPEN="{\"serviceType\":\"dine_in\",\"tableId\":\"$TABLE\",\"covers\":2}"
call POST /orders "$OPEN" --header "Idempotency-Key: $KEY"
expect 201 'body.result.displayNumber > 0' 'a bill is opened'
ORDER=$(pick body.id)
VERSION=$(pick body.version)
call POST /orders "$OPEN" --header "Idempotency-Key: $KEY"
expect 201 "body.id === '$ORDER' && body.version === $VERSION" 'asked again with the same key, the same answer: it is one bill'
LINE=$(uuid)
call POST "/orders/$ORDER/lines" "{\"lines\":[$(line "$LINE" "$DISH")]}"
expect 200 'body.version > 1' 'a line lies in the cart'
FORGED=$(node -p 'JSON.stringify({ ...JSON.parse(process.argv[1]), unitPrice: 1 })' "$(line "$(uuid)" "$DISH")")
call POST "/orders/$ORDER/lines" "{\"lines\":[$FORGED]}"
expect 400 'body.code === "command.malformed"' 'a line with a price of its own is refused: prices are the menu'"'"'s'
call POST "/orders/$ORDER/send" '{}'
expect 200 'body.result.round === 1 && body.result.refused.length === 0' 'the round goes to the kitchen'
call GET "/orders/$ORDER"
expect 200 'body.lines[0].state === "fired" && body.totals.total > 0' 'the kitchen has it, and it has a total'

service 'guest: a phone scans the code, asks to be let in, and orders'
TOKEN=''
call POST /guests/scan "{\"code\":\"$TABLE_CODE\"}"
expect 200 "body.orderId === '$ORDER'" 'the code tells the table and its order'
GUEST_SECRET=$(secret)
call POST /guests "{\"tableId\":\"$TABLE\",\"orderId\":\"$ORDER\",\"name\":\"Lea\",\"secretHash\":\"$(sha256 "$GUEST_SECRET")\"}" \
  --header "Idempotency-Key: $(uuid)"
expect 201 '!!body.id' 'the phone asks to sit down'
GUEST=$(pick body.id)
TOKEN=$STAFF_TOKEN
call POST "/orders/$ORDER/admit" "{\"guestIds\":[\"$GUEST\"]}"
expect 200 true 'the staff let it in'
TOKEN=''
call POST /auth/refresh "{\"secret\":\"$GUEST_SECRET\"}"
expect 200 'body.kind === "guest"' 'its secret gives it a token'
TOKEN=$(pick body.accessToken)
GUEST_LINE=$(uuid)
call POST "/orders/$ORDER/lines" "{\"lines\":[$(line "$GUEST_LINE" "$DRINK")]}"
expect 200 true 'the guest adds a line'
call POST "/orders/$ORDER/send" '{}'
expect 200 'body.result.round === 2' 'and sends it'
call POST /payments "{\"orderId\":\"$ORDER\",\"tendered\":100}" --header "Idempotency-Key: $(uuid)"
expect 403 'body.code.startsWith("actor.")' 'a guest takes no money'
call GET "/orders/$ORDER"
expect 200 "body.lines.length === 2 && body.lines.every((line) => line.addedBy.kind === 'guest' || line.addedBy.id === undefined)" \
  'the guest sees the whole table, and no names of the staff'

service 'order, again: the kitchen cooks, the terminal serves'
TOKEN=$STAFF_TOKEN
for verb in start finish serve; do
  call POST "/orders/$ORDER/$verb" "{\"lineIds\":[\"$LINE\",\"$GUEST_LINE\"]}"
  expect 200 true "$verb"
done
call POST "/orders/$ORDER/close" '{}'
expect 409 'body.code === "order.balance_due"' 'an unpaid bill does not close'

service 'payment: cash, change, a receipt'
call GET "/orders/$ORDER"
expect 200 'body.due === body.totals.total && body.lines.every((line) => line.state === "served")' 'everything is served, all of it is due'
DUE=$(pick body.due)
call POST /payments "{\"orderId\":\"$ORDER\",\"tendered\":$((DUE + 150))}" --header "Idempotency-Key: $(uuid)"
expect 201 'body.result.change === 150 && body.result.due === 0' 'cash is taken, 150 given back'
PAYMENT=$(pick body.id)
call GET "/payments/$PAYMENT"
expect 200 "body.amount === $DUE && body.status === 'captured'" 'the payment is on record'
call POST "/orders/$ORDER/close" '{}'
expect 200 'body.result.receiptNumber > 0' 'the bill is closed with a receipt number'
RECEIPT=$(pick body.result.receiptNumber)
call GET "/orders/$ORDER"
expect 200 "body.status === 'closed' && body.receiptNumber === $RECEIPT && body.due === 0" 'and says so'
ETAG=$(sed -n 's/^[Ee][Tt][Aa][Gg]: *//p' "$HEADERS" | tr -d '\r')
call GET "/orders/$ORDER" '' --header "If-None-Match: $ETAG"
expect 304 true 'whoever has that version is told nothing new'
call POST "/tables/$TABLE/state" '{"state":"available"}'
expect 200 true 'the table is free again'

printf '\nThe tour is over: receipt %s, %s taken.\n' "$RECEIPT" "$DUE"
