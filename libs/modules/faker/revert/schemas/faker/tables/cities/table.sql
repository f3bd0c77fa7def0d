-- Revert pgpm-faker:schemas/faker/tables/cities/table from pg

drop table faker.cities;
drop function faker.tg_number_city();
