-- Verify pgpm-faker:schemas/faker/procedures/utils on pg

select public.verify_function('faker.integer(int, int)', 'public');
select public.verify_function('faker.float(float, float)', 'public');
select public.verify_function('faker.boolean()', 'public');
select public.verify_function('faker.word_type()', 'public');
select public.verify_function('faker.word(text)', 'public');
select public.verify_function('faker.word(text[])', 'public');
select public.verify_function('faker.sentence(text, int, int, text[], text)', 'public');
select public.verify_function('faker.paragraph(text, int, int, text[])', 'public');
select public.verify_function('faker.tags(int, int, text)', 'public');
select public.verify_function('faker.gender(text)', 'public');
select public.verify_function('faker.name(text)', 'public');
select public.verify_function('faker.surname()', 'public');
select public.verify_function('faker.fullname(text)', 'public');
select public.verify_function('faker.username()', 'public');
select public.verify_function('faker.email()', 'public');
select public.verify_function('faker.phone()', 'public');
select public.verify_function('faker.birthdate(int, int)', 'public');
select public.verify_function('faker.business()', 'public');
select public.verify_function('faker.random_city(text, text)', 'public');
select public.verify_function('faker.city(text)', 'public');
select public.verify_function('faker.zip(text)', 'public');
select public.verify_function('faker.lnglat(text)', 'public');
select public.verify_function('faker.lnglat(float, float, float, float)', 'public');
select public.verify_function('faker.street()', 'public');
select public.verify_function('faker.state(text)', 'public');
select public.verify_function('faker.address(text, text)', 'public');
select public.verify_function('faker.time_unit()', 'public');
select public.verify_function('faker.date(int, int, boolean)', 'public');
select public.verify_function('faker.interval()', 'public');
select public.verify_function('faker.interval(int, int)', 'public');
select public.verify_function('faker.timestamptz(boolean)', 'public');
select public.verify_function('faker.uuid()', 'public');
select public.verify_function('faker.token(int)', 'public');
select public.verify_function('faker.password()', 'public');
select public.verify_function('faker.hostname()', 'public');
select public.verify_function('faker.mime()', 'public');
select public.verify_function('faker.ext(text)', 'public');
select public.verify_function('faker.image_mime()', 'public');
select public.verify_function('faker.file(text)', 'public');
select public.verify_function('faker.url(text)', 'public');
select public.verify_function('faker.upload(text)', 'public');
select public.verify_function('faker.attachment(text)', 'public');
select public.verify_function('faker.image(int, int)', 'public');
select public.verify_function('faker.profilepic(text)', 'public');
select public.verify_function('faker.profilepic()', 'public');
select public.verify_function('faker.ip(text)', 'public');

do $$
begin
  if faker.integer(7, 7) is distinct from 7 then
    raise exception 'faker.integer must include both ends';
  end if;
  if faker.phone() !~ '^\+1 \([2-9][0-9]{2}\) 555-01[0-9]{2}$' then
    raise exception 'faker.phone must give numbers that are reserved for fiction';
  end if;
  if faker.word('no such type') is not null then
    raise exception 'faker.word must be NULL for an unknown type';
  end if;
end
$$;
