insert into app.people (name) values ('from a file');
insert into app.people (name) values ('again');
