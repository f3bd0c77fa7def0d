/** A script and the statements that the server sees in it. Every script is one that the server can parse. */
export type StatementRow = readonly [behaviour: string, script: string, statements: readonly string[]];

const atomicBody = `create function two() returns int language sql
begin atomic
  select 1;
  select 2;
end`;

const caseInBody = `create or replace function pick(a int) returns text
begin atomic
  select case when a > 0 then 'x' else 'y' end;
end`;

const labelsInBody = `create procedure labels()
begin atomic
  select 1 as end;
  select 2 as case;
  select 3 "end";
end`;

const rule = `create rule r as on insert to t do also (insert into u values (1); insert into u values (2))`;

/** The corner cases of PostgreSQL's lexer, each with the server's answer. */
export const statementRows: readonly StatementRow[] = [
  ['one statement with its semicolon', 'select 1;', ['select 1']],
  ['a last statement without semicolon', 'select 1; select 2', ['select 1', 'select 2']],
  ['empty statements are none', ';; ; select 1;;', ['select 1']],
  ['blank text has no statement', ' \n\t\f ', []],
  ['comments alone are no statement', '-- nothing;\n/* nor; */', []],
  ['comments around a statement are outside', '-- a\nselect 1 -- b\n; /* c */', ['select 1']],
  ['a comment inside stays', 'select /* ; */ 1;', ['select /* ; */ 1']],
  ['a line comment hides its semicolon', 'select 1 -- ; x\n + 2;', ['select 1 -- ; x\n + 2']],
  ['a carriage return ends a line comment', '-- a\rselect 1;', ['select 1']],
  ['block comments nest', '/* a /* b; */ c; */ select 1;', ['select 1']],
  ['a slash before a comment end', '/* a //* b */ */ select 1;', ['select 1']],
  ['stars before a comment end', '/***;***/ select 1;', ['select 1']],
  ['a comment begins inside an operator', 'select 1 +/* ; */ 1;', ['select 1 +/* ; */ 1']],
  ['a line comment begins inside an operator', 'select 1 +-- ;\n1;', ['select 1 +-- ;\n1']],
  ['a string hides a semicolon', "select 'a;b';", ["select 'a;b'"]],
  ['a doubled quote stays in the string', "select 'it''s; fine';", ["select 'it''s; fine'"]],
  ['a string of one quote', "select ''''; select 2;", ["select ''''", 'select 2']],
  ['an empty string', "select ''; select 2;", ["select ''", 'select 2']],
  ['a backslash is plain in a standard string', "select 'a\\'; select 2;", ["select 'a\\'", 'select 2']],
  ['a backslash escapes in an E string', "select E'a\\'; b'; select 2;", ["select E'a\\'; b'", 'select 2']],
  ['a lower-case e string', "select e'a\\'; b';", ["select e'a\\'; b'"]],
  ['an escaped backslash ends an E string', "select E'a\\\\'; select 2;", ["select E'a\\\\'", 'select 2']],
  ['a doubled quote in an E string', "select E'a''; b';", ["select E'a''; b'"]],
  ['an E string goes on in the next line', "select E'a'\n 'b\\'; c';", ["select E'a'\n 'b\\'; c'"]],
  ['an E string goes on behind a comment', "select E'a' -- ;\n'b\\'; c';", ["select E'a' -- ;\n'b\\'; c'"]],
  ['a string that goes on is plain again', "select 'a'\n'b\\'; select 2;", ["select 'a'\n'b\\'", 'select 2']],
  ['an identifier that ends in e', 'select 1 as e; select 2;', ['select 1 as e', 'select 2']],
  ['a type before a string', "select date'2020-01-01'; select 2;", ["select date'2020-01-01'", 'select 2']],
  ['a word ending in e before a string', "select name'\\'; select 2;", ["select name'\\'", 'select 2']],
  ['a Unicode string', "select U&'d\\0061t; x'; select 2;", ["select U&'d\\0061t; x'", 'select 2']],
  [
    'a Unicode string with its own escape',
    "select U&'!0061' uescape '!'; select 2;",
    ["select U&'!0061' uescape '!'", 'select 2'],
  ],
  ['a Unicode identifier', 'select 1 as U&"a;\\0062"; select 2;', ['select 1 as U&"a;\\0062"', 'select 2']],
  ['a bit string', "select B'101'; select X'1F';", ["select B'101'", "select X'1F'"]],
  ['a national string', "select N'a;b';", ["select N'a;b'"]],
  ['a quoted identifier', 'select 1 as "a;b";', ['select 1 as "a;b"']],
  ['a doubled quote in an identifier', 'select 1 as "a"";b";', ['select 1 as "a"";b"']],
  ['a single quote in an identifier', 'select 1 as "it\'s"; select 2;', ['select 1 as "it\'s"', 'select 2']],
  ['a dollar-quoted string', 'select $$a;b$$;', ['select $$a;b$$']],
  ['a dollar-quoted string with a tag', 'select $x$a;$$;b$x$;', ['select $x$a;$$;b$x$']],
  ['tags are case sensitive', 'select $x$a;$X$;b$x$;', ['select $x$a;$X$;b$x$']],
  ['a tag is found behind a dollar', 'select $a$;$$a$; select 2;', ['select $a$;$$a$', 'select 2']],
  ['a longer tag does not close', 'select $a$;$ab$;$a$; select 2;', ['select $a$;$ab$;$a$', 'select 2']],
  ['a tag with digits and letters beyond ASCII', 'select $é1$;$é1$; select 2;', ['select $é1$;$é1$', 'select 2']],
  [
    'quotes in a dollar-quoted string',
    `do $$ begin raise notice 'it''s; %', "x"; end $$; select 1;`.replace('"x"', '1'),
    ["do $$ begin raise notice 'it''s; %', 1; end $$", 'select 1'],
  ],
  ['a dollar inside an identifier', 'select 1 as a$b$; select 2 as a$b$;', ['select 1 as a$b$', 'select 2 as a$b$']],
  [
    'a parameter is no tag',
    'prepare p (int) as select $1; deallocate p;',
    ['prepare p (int) as select $1', 'deallocate p'],
  ],
  [
    'a parameter before a dollar-quoted string',
    'prepare p (text) as select $1||$$;$$; deallocate p;',
    ['prepare p (text) as select $1||$$;$$', 'deallocate p'],
  ],
  ['backslashes in a dollar-quoted string', 'select $$\\$$; select 2;', ['select $$\\$$', 'select 2']],
  ['parentheses across strings', "select (')'); select 2;", ["select (')')", 'select 2']],
  ['a rule with several commands', `${rule}; select 1;`, [rule, 'select 1']],
  ['a body in standard SQL', `${atomicBody}; select 1;`, [atomicBody, 'select 1']],
  ['CASE in such a body', `${caseInBody}; select 1;`, [caseInBody, 'select 1']],
  ['END as a label in such a body', `${labelsInBody}; select 1;`, [labelsInBody, 'select 1']],
  [
    'END as a bare label in such a body',
    'create function f() returns int begin atomic select 1 end; end; select 1;',
    ['create function f() returns int begin atomic select 1 end; end', 'select 1'],
  ],
  [
    'an empty body',
    'create procedure p() begin atomic end; select 1;',
    ['create procedure p() begin atomic end', 'select 1'],
  ],
  [
    'BEGIN and ATOMIC apart',
    'create procedure p() begin /* ; */\natomic select 1; end; select 1;',
    ['create procedure p() begin /* ; */\natomic select 1; end', 'select 1'],
  ],
  [
    'RETURN instead of a body',
    'create function f() returns int return case when true then 1 end; select 1;',
    ['create function f() returns int return case when true then 1 end', 'select 1'],
  ],
  [
    'a function named begin',
    'create function begin() returns int return 1; select 2;',
    ['create function begin() returns int return 1', 'select 2'],
  ],
  ['BEGIN alone', 'begin; select 1; end; select 2;', ['begin', 'select 1', 'end', 'select 2']],
  [
    'CASE outside of a routine',
    'select case when true then 1 end; select 2;',
    ['select case when true then 1 end', 'select 2'],
  ],
  [
    'a create with the word begin',
    'create table begin (atomic int); select 2;',
    ['create table begin (atomic int)', 'select 2'],
  ],
  ['letters beyond ASCII', 'select 1 as été; select 2 as 数;', ['select 1 as été', 'select 2 as 数']],
  ['characters outside of the basic plane', "select '😀;'; select 2 as 😀;", ["select '😀;'", 'select 2 as 😀']],
  ['brackets', "select array['a;', 'b']; select 2;", ["select array['a;', 'b']", 'select 2']],
  [
    'casts and operators',
    "select '1'::jsonb <@ '[1]'; select 5 !=-- ;\n6;",
    ["select '1'::jsonb <@ '[1]'", 'select 5 !=-- ;\n6'],
  ],
  ['Windows line ends', 'select 1;\r\n-- a\r\nselect 2;\r\n', ['select 1', 'select 2']],
];
