-- Verify pgpm-faker:schemas/faker/tables/cities/table on pg

select public.verify_table('faker.cities');
select public.verify_index('faker.cities', 'faker_city_idx1');
select public.verify_index('faker.cities', 'faker_city_idx2');
select public.verify_index('faker.cities', 'faker_city_idx3');
select public.verify_index('faker.cities', 'faker_city_position_idx');
select public.verify_index('faker.cities', 'faker_city_state_position_idx');
select public.verify_trigger('faker.number_new_city');
select public.verify_trigger('faker.number_moved_city');

select id, city, state, zips, lat, lng, position, state_position
from faker.cities
where false;
