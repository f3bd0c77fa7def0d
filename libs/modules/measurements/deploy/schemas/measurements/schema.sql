-- Deploy pgpm-measurements:schemas/measurements/schema to pg

create schema measurements;

comment on schema measurements is 'Physical quantities and the units in which they are measured.';
