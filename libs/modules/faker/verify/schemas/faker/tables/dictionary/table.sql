-- Verify pgpm-faker:schemas/faker/tables/dictionary/table on pg

select public.verify_table('faker.dictionary');
select public.verify_index('faker.dictionary', 'faker_type_idx');
select public.verify_index('faker.dictionary', 'faker_type_position_idx');
select public.verify_trigger('faker.number_new_word');
select public.verify_trigger('faker.number_moved_word');

select id, type, word, position
from faker.dictionary
where false;
