#!/bin/sh
# Makes the secrets that docker-compose.yml names, a file for each, in deploy/secrets or in the folder that is named.
# What is there stays, so that repeating it is safe: other secrets would lock everybody out of their own data.
set -eu
umask 077
folder=${1:-$(dirname "$0")/secrets}
mkdir -p "$folder"

random() { openssl rand -hex 32; }

# The folder is its owner's alone. The programs inside the containers read the files as users of their own, so those are open.
keep() {
  [ -s "$folder/$1" ] && return
  printf '%s\n' "$2" > "$folder/$1.new"
  chmod 444 "$folder/$1.new"
  mv "$folder/$1.new" "$folder/$1"
  echo "$folder/$1"
}
kept() { cat "$folder/$1"; }

# Of the café itself.
keep jwt_keys "k1:$(random)"
for name in pin_pepper table_pin_key internal_key metrics_token; do keep "$name" "$(random)"; done

# Of what it stands on: a password, and what each side is told of it.
for name in mongodb_keyfile mongodb_root_password mongodb_password redis_password rabbitmq_password grafana_password; do
  keep "$name" "$(random)"
done
keep mongodb_uri "mongodb://cafe:$(kept mongodb_password)@mongo:27017/cafe?replicaSet=rs0"
keep redis_acl "user default on #$(printf %s "$(kept redis_password)" | openssl dgst -sha256 -r | cut -d ' ' -f 1) ~* &* +@all"
keep redis_url "redis://:$(kept redis_password)@redis:6379"
keep rabbitmq_conf "default_user = cafe
default_pass = $(kept rabbitmq_password)"
keep amqp_url "amqp://cafe:$(kept rabbitmq_password)@rabbitmq:5672"
