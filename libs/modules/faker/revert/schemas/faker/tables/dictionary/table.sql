-- Revert pgpm-faker:schemas/faker/tables/dictionary/table from pg

drop table faker.dictionary;
drop function faker.tg_number_word();
