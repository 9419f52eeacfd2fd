// Run by the image of MongoDB, once, while its data is empty: the user that the café's processes are. It may use its own
// database and no other.
const { readFileSync } = require('node:fs');

db.getSiblingDB('cafe').createUser({
  user: 'cafe',
  pwd: readFileSync('/run/secrets/mongodb_password', 'utf8').trim(),
  roles: [{ role: 'readWrite', db: 'cafe' }],
});
