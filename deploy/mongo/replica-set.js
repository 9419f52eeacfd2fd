// The health check of MongoDB: ends with 0 when this member takes writes. The first one that finds no replica set makes it.
const { readFileSync } = require('node:fs');

const NOT_YET_INITIALIZED = 94;

const findOrMake = () => {
  try {
    rs.status();
  } catch (error) {
    if (error.code !== NOT_YET_INITIALIZED) throw error;
    rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: 'mongo:27017' }] });
  }
};

const password = readFileSync('/run/secrets/mongodb_root_password', 'utf8').trim();
db.getSiblingDB('admin').auth('root', password);
findOrMake();
quit(db.hello().isWritablePrimary ? 0 : 1);
