namespace DrConsole.Tests.Backups.Sources;

/// <summary>A PostgreSQL database with what is easily lost or changed on the way: quoted names, partitions, inheritance, large objects, generated columns.</summary>
internal static class SampleDatabase
{
    public const string Sql =
        """
        CREATE EXTENSION citext;
        CREATE TABLE orders (id bigserial PRIMARY KEY, customer citext NOT NULL, total numeric(12,2), doubled numeric GENERATED ALWAYS AS (total * 2) STORED, note text, raw bytea, at timestamptz, price money, wait interval);
        INSERT INTO orders (customer, total, note, raw, at, price, wait)
            SELECT 'c' || i % 7, i * 1.25, repeat('ä"\', i % 5), decode(md5(i::text), 'hex'), '2026-01-01 UTC'::timestamptz + i * interval '1 hour', i::money, i * interval '1 day 3 seconds' FROM generate_series(1, 500) i;
        CREATE TABLE "Odd ""Name" ("A b" int, "c""d" text); INSERT INTO "Odd ""Name" VALUES (1, E'x\ny');
        CREATE TABLE parted (k int, v text) PARTITION BY RANGE (k);
        CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10); CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (10) TO (20);
        INSERT INTO parted SELECT i, 'p' || i FROM generate_series(0, 19) i;
        CREATE TABLE parent (a int); CREATE TABLE child (b int, a int); ALTER TABLE child INHERIT parent; INSERT INTO child VALUES (1, 2);
        CREATE TABLE empty (); CREATE TABLE nothing (it int); CREATE UNLOGGED TABLE fleeting AS SELECT 1 AS it;
        CREATE TABLE dropped (a int, b int, c text); INSERT INTO dropped VALUES (1, 2, 'three'); ALTER TABLE dropped DROP COLUMN b;
        CREATE MATERIALIZED VIEW totals AS SELECT customer, sum(total) FROM orders GROUP BY customer;
        CREATE SEQUENCE unused; CREATE SEQUENCE taken; SELECT setval('taken', 42);
        SELECT lo_from_bytea(4711, decode(repeat('ab', 5000), 'hex')); SELECT lo_from_bytea(4712, '');
        """;
}
