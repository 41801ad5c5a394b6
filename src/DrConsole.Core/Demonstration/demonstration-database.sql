-- The orders database of the invented company: the same content on every machine.
CREATE TABLE shop (
    id int PRIMARY KEY,
    name text NOT NULL,
    town text NOT NULL,
    since date NOT NULL
);
CREATE TABLE booking (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shop_id int NOT NULL REFERENCES shop,
    committed_at timestamptz NOT NULL,
    price numeric(10, 2) NOT NULL CHECK (price > 0),
    note text
);
CREATE INDEX booking_committed_at ON booking (committed_at);
CREATE TABLE parcel (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    booking_id bigint NOT NULL REFERENCES booking,
    weight_grams int NOT NULL CHECK (weight_grams BETWEEN 1 AND 31500),
    label text NOT NULL UNIQUE
);
CREATE TABLE scan (
    parcel_id bigint NOT NULL REFERENCES parcel,
    place text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (parcel_id, at)
);

INSERT INTO shop
SELECT n, 'Shop ' || n, (ARRAY['Harbour', 'Millbrook', 'Eastgate', 'Longfield', 'Northquay'])[1 + n % 5], date '2024-01-01' + n * 3
FROM generate_series(1, 120) n;

INSERT INTO booking (shop_id, committed_at, price, note)
SELECT 1 + (n * 37) % 120, timestamptz '2026-10-01 06:00Z' + n * interval '97 seconds', 2.9 + (n * 53 % 4100) / 100.0,
       CASE WHEN n % 9 = 0 THEN 'Handle with care: ' || md5(n::text) END
FROM generate_series(1, 12000) n;

INSERT INTO parcel (booking_id, weight_grams, label)
SELECT 1 + n % 12000, 50 + (n * 7919) % 30000, 'HP' || lpad(n::text, 8, '0') || upper(substr(md5('label' || n), 1, 4))
FROM generate_series(1, 20000) n;

INSERT INTO scan
SELECT 1 + n % 20000, (ARRAY['Depot', 'Van', 'Counter', 'Doorstep'])[1 + n % 4], timestamptz '2026-10-01 08:00Z' + n * interval '41 seconds'
FROM generate_series(1, 48000) n;

CREATE VIEW open_parcel AS
SELECT parcel.id, parcel.label FROM parcel WHERE NOT EXISTS (SELECT FROM scan WHERE scan.parcel_id = parcel.id AND scan.place = 'Doorstep');
