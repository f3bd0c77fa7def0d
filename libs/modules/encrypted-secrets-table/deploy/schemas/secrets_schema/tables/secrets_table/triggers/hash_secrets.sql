-- Deploy pgpm-encrypted-secrets-table:schemas/secrets_schema/tables/secrets_table/triggers/hash_secrets to pg
-- requires: schemas/secrets_schema/schema
-- requires: schemas/secrets_schema/tables/secrets_table/table

-- The key is not in the row: it comes from the session, and the owner makes the pass phrase of each user another one.
create function secrets_schema.pass_phrase(secrets_owned_field uuid, secrets_enc_field text) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  version constant text := substring(secrets_enc_field from '^pgp:(.*)$');
  current_version constant text :=
    coalesce(nullif(current_setting('app.secrets_key_version', true), ''), '1');
  setting constant text := case
    when version = current_version then 'app.secrets_key'
    else 'app.secrets_key_' || version
  end;
  secrets_key text;
begin
  if version is null then
    return secrets_owned_field::text;
  end if;
  secrets_key := nullif(current_setting(setting, true), '');
  if secrets_key is null then
    raise exception 'the key of version "%" is not known', version
      using errcode = 'object_not_in_prerequisite_state', hint = format('Set %s.', setting);
  end if;
  return secrets_key || ':' || secrets_owned_field::text;
end;
$$;

comment on function secrets_schema.pass_phrase(uuid, text) is
  'Pass phrase of an encrypted secret. For pgp the owner: this hides, and does not protect. For pgp:<version> the owner '
  'and app.secrets_key, or app.secrets_key_<version> when app.secrets_key_version (by default 1) is another one.';

-- It tells a caller nothing but what the caller's own session and row contain.
grant execute on function secrets_schema.pass_phrase(uuid, text) to public;

create function secrets_schema.tg_hash_secrets() returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  has_key constant boolean := nullif(current_setting('app.secrets_key', true), '') is not null;
  cost constant int := coalesce(nullif(current_setting('app.secrets_crypt_cost', true), ''), '10')::int;
  clear bytea := new.secrets_value_field;
  -- Without a key. Only with one pass_phrase is called, so that who writes through a view needs no usage of this schema.
  old_phrase text := case when tg_op = 'UPDATE' then old.secrets_owned_field::text end;
  new_phrase text := new.secrets_owned_field::text;
begin
  if new.secrets_enc_field is null or lower(new.secrets_enc_field) = 'none' then
    new.secrets_enc_field := 'none';
  elsif new.secrets_enc_field ~ '^pgp(:|$)' then
    -- Without the key, a secret that it protects would fall back to the weaker pgp without a word.
    if has_key then
      new.secrets_enc_field :=
        'pgp:' || coalesce(nullif(current_setting('app.secrets_key_version', true), ''), '1');
    elsif tg_op = 'UPDATE' and old.secrets_enc_field ~ '^pgp:' then
      new.secrets_enc_field := old.secrets_enc_field;
    end if;
  elsif new.secrets_enc_field not in ('crypt', 'crypt2') then
    raise exception 'unknown encoding of a secret: "%"', new.secrets_enc_field
      using errcode = 'invalid_parameter_value', hint = 'Use pgp, crypt2, crypt or none.';
  end if;

  -- With another owner or encoding only, the value is what is stored: back to clear text first.
  if tg_op = 'UPDATE' and new.secrets_value_field is not distinct from old.secrets_value_field then
    if old.secrets_enc_field ~ '^pgp(:|$)' then
      if old.secrets_enc_field <> 'pgp' then
        old_phrase := secrets_schema.pass_phrase(old.secrets_owned_field, old.secrets_enc_field);
      end if;
      clear := decode(pgp_sym_decrypt(old.secrets_value_field, old_phrase), 'hex'::text);
    elsif old.secrets_enc_field in ('crypt', 'crypt2') then
      if new.secrets_enc_field <> old.secrets_enc_field and old.secrets_value_field is not null then
        raise exception 'a hashed secret cannot be encoded again'
          using errcode = 'invalid_parameter_value', hint = 'Write its value together with secrets_enc_field.';
      end if;
      return new;
    end if;
  end if;

  if new.secrets_enc_field in ('crypt', 'crypt2') then
    if cost not between 10 and 16 then
      raise exception 'app.secrets_crypt_cost must be between 10 and 16' using errcode = 'invalid_parameter_value';
    end if;
    -- bcrypt looks at 72 bytes: those of crypt hold 35 bytes of a secret, the digest of crypt2 all of it.
    new.secrets_value_field := convert_to(
      crypt(
        case new.secrets_enc_field
          when 'crypt' then '\x'::text || encode(clear, 'hex'::text)
          else encode(sha256(clear), 'hex'::text)
        end,
        gen_salt('bf'::text, cost)
      ),
      'UTF8'::name
    );
  elsif new.secrets_enc_field <> 'none' then
    if new.secrets_enc_field <> 'pgp' then
      new_phrase := secrets_schema.pass_phrase(new.secrets_owned_field, new.secrets_enc_field);
    end if;
    new.secrets_value_field :=
      pgp_sym_encrypt(encode(clear, 'hex'::text), new_phrase, 'compress-algo=1, cipher-algo=aes256'::text);
  else
    new.secrets_value_field := clear;
  end if;
  return new;
end;
$$;

-- pgcrypto may live in any schema: the function looks there, and nowhere that its caller chooses.
do $$
declare
  pgcrypto_schema constant text := (
    select n.nspname
    from pg_catalog.pg_extension as e
    join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
    where e.extname = 'pgcrypto'
  );
begin
  if pgcrypto_schema is null then
    raise exception 'extension "pgcrypto" is not installed'
      using errcode = 'undefined_object', hint = 'Run: create extension pgcrypto';
  end if;
  execute pg_catalog.format(
    'alter function secrets_schema.tg_hash_secrets() set search_path = pg_catalog, %I, pg_temp',
    pgcrypto_schema
  );
end;
$$;

comment on function secrets_schema.tg_hash_secrets() is
  'Encodes a secret as secrets_enc_field says, and again when it gets another encoding or owner. '
  'For triggers of secrets_schema.secrets_table.';

revoke execute on function secrets_schema.tg_hash_secrets() from public;

create trigger hash_secrets_insert
before insert on secrets_schema.secrets_table
for each row
execute function secrets_schema.tg_hash_secrets();

create trigger hash_secrets_update
before update on secrets_schema.secrets_table
for each row
when (
  new.secrets_value_field is distinct from old.secrets_value_field
  or new.secrets_enc_field is distinct from old.secrets_enc_field
  or new.secrets_owned_field is distinct from old.secrets_owned_field
)
execute function secrets_schema.tg_hash_secrets();
