-- One row an export: what was asked, who has it, and how much of its file counts. Times are this database's.
CREATE TABLE export_job (
    id uuid PRIMARY KEY,
    merchant_id text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    range_from timestamptz NOT NULL,
    range_to timestamptz NOT NULL,
    format text NOT NULL,
    compression text NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    last_asked_at timestamptz NOT NULL DEFAULT now(),
    not_before timestamptz NOT NULL DEFAULT now(),
    claim uuid,
    lease_until timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    done_through timestamptz NOT NULL,
    done_rows bigint NOT NULL DEFAULT 0,
    segments text NOT NULL DEFAULT '',
    currency text,
    data_through timestamptz,
    warnings text NOT NULL DEFAULT '[]',
    failure_problem text,
    failure_detail text
);

CREATE INDEX export_job_merchant ON export_job (merchant_id);
CREATE INDEX export_job_unfinished ON export_job (created_at) WHERE state IN ('waiting', 'running');
CREATE INDEX export_job_expiry ON export_job (expires_at);
