-- Verify pgpm-encrypted-secrets:schemas/encrypted_secrets/procedures/encrypt_field_pgp_get on pg

select public.verify_function('encrypted_secrets.encrypt_field_pgp_get(bytea, text)');

do $$
begin
  perform encrypted_secrets.encrypt_field_pgp_get('no message', 'pass phrase');
  raise exception 'encrypted_secrets.encrypt_field_pgp_get must refuse what is no message';
exception
  when external_routine_invocation_exception then
    null;
end;
$$;
