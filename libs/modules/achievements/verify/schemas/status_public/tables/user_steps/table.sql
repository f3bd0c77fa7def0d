-- Verify pgpm-achievements:schemas/status_public/tables/user_steps/table on pg

select public.verify_table('status_public.user_steps');
select public.verify_index('status_public.user_steps', 'user_steps_user_id_name_idx');

select id, user_id, name, count, created_at from status_public.user_steps where false;
