-- One row a merchant that is suspended. Times are this database's; ids are in the order of their bytes.
CREATE TABLE merchant_suspension (
    merchant_id text COLLATE "C" PRIMARY KEY,
    since timestamptz NOT NULL DEFAULT now(),
    reason text NOT NULL,
    suspended_by text NOT NULL
);

-- One row, another value after every change: who has it needn't read the others. A number would come back where a twin that takes
-- over had not heard of the last changes.
CREATE TABLE merchant_suspension_revision (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    revision uuid NOT NULL
);

INSERT INTO merchant_suspension_revision (revision) VALUES (gen_random_uuid());
