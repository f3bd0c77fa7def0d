insert into app.people (name) values ('ok');

-- ä 𝄞
insert into app.people (nam) values ('x');
