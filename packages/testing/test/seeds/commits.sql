insert into app.people (name) values (1); commit;
