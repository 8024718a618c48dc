-- The database of Dragoman, schema version 1 (docs/database.md shows it as a picture and with queries).
--
-- One row of `report` is one report that was read; everything else hangs on it by the column
-- `report` and goes with it when it is deleted. Inside a report, entities, events and statements are
-- numbered as in its record: entity 3 is "e3", event 2 is "v2", statement 1 is "s1". For people,
-- event 3 of report 12 is written r12v3.
--
--   SELECT e.type, e.status, r.title FROM event e JOIN report r USING (report)
--   WHERE e.type = 'AGREE' AND e.day_from >= unixepoch('2023-03-01') / 86400;
--
-- Conventions
--   * Tables are STRICT; a column that is NULL is null in the record.
--   * *_start and *_end are half-open offsets in code points of report_text.text:
--     substr(text, evidence_start + 1, evidence_end - evidence_start) is the evidence.
--   * Dates are ISO 8601 text as precise as known, and beside it the first and the last day that
--     they may mean (day_from, day_to), in days since 1970-01-01: 2016 is 16801 to 17166.
--   * Tables whose key begins with `report` are clustered by it (WITHOUT ROWID): a report's rows lie
--     together and are written at the end of the table.
--   * Columns that repeat what another table says are marked "copy": they make one index do.
--
-- This file is the whole schema of a new database. A change of it raises kSchemaVersion
-- (src/store/migrations.h) and comes with src/store/migrations/NNNN_what.sql, which takes the version before
-- to the new one.

CREATE TABLE report (
  report              INTEGER PRIMARY KEY,   -- number for people: r12
  input_key           TEXT NOT NULL,         -- 16 hex digits: where it came from and its raw content
  id                  TEXT NOT NULL,         -- as given by the caller, else a hash of the content
  source              TEXT,                  -- file, and record inside it
  url                 TEXT,
  format              TEXT NOT NULL,         -- text html jsonl rss warc
  title               TEXT,
  byline              TEXT,                  -- JSON array of names; NULL: none
  language            TEXT,                  -- ISO 639-1
  outlet_name         TEXT,
  outlet_domain       TEXT,
  outlet_country      TEXT,                  -- ISO 3166-1 alpha-3
  dateline_place      TEXT,
  dateline_agency     TEXT,
  published           TEXT,                  -- ISO 8601
  published_precision TEXT,                  -- year month day minute second
  published_basis     TEXT,                  -- markup url header dateline filename argument inferred
  published_text      TEXT,                  -- the words it was read from
  day_from            INTEGER,               -- of `published`
  day_to              INTEGER,
  failed              INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1)),
  events              INTEGER NOT NULL       -- copy: how many events it has
) STRICT;
CREATE UNIQUE INDEX report_input_key ON report (input_key);
CREATE INDEX report_day ON report (day_from);

-- The words, apart from `report` so that lists of reports do not read them.
CREATE TABLE report_text (
  report    INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
  title     TEXT,                            -- copy, for the full-text index
  text      TEXT NOT NULL,                   -- title, a blank line, the body
  sentences TEXT NOT NULL                    -- JSON: [[start,end],…]
) STRICT;

-- Full text over title and text: ... WHERE report_search MATCH 'ceasefire AND "hot line"'.
CREATE VIRTUAL TABLE report_search USING fts5 (
  title, text,
  content = 'report_text', content_rowid = 'report',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER report_text_deleted AFTER DELETE ON report_text BEGIN
  INSERT INTO report_search (report_search, rowid, title, text)
  VALUES ('delete', old.report, old.title, old.text);
END;

-- Every block that was cut away, and why.
CREATE TABLE removed (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  n      INTEGER NOT NULL,
  reason TEXT NOT NULL,
  text   TEXT NOT NULL,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

-- What did not go as it should.
CREATE TABLE diagnostic (
  report  INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  n       INTEGER NOT NULL,
  code    TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

-- Time expressions (TIMEX3).
CREATE TABLE time (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  n      INTEGER NOT NULL,
  start  INTEGER NOT NULL,
  "end"  INTEGER NOT NULL,
  type   TEXT NOT NULL,                      -- DATE TIME DURATION SET
  value  TEXT,
  anchor TEXT,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

-- Who and what is spoken of, one row an entity of one report.
CREATE TABLE entity (
  report        INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  entity        INTEGER NOT NULL,
  kind          TEXT NOT NULL,
  name          TEXT NOT NULL,
  country       TEXT,                        -- ISO 3166-1 alpha-3, or IGO
  sector        TEXT,                        -- PLOVER
  geonames      TEXT,
  lat           REAL,                        -- degrees, WGS 84; NULL: not a resolved place
  lon           REAL,
  place_country TEXT,
  feature       TEXT,                        -- GeoNames feature code
  PRIMARY KEY (report, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_name ON entity (name COLLATE NOCASE, country, kind);

CREATE TABLE mention (
  report INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  start  INTEGER NOT NULL,
  "end"  INTEGER NOT NULL,
  form   TEXT NOT NULL,                      -- name nominal pronoun
  PRIMARY KEY (report, entity, n),
  FOREIGN KEY (report, entity) REFERENCES entity ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Offices that the report gives an entity.
CREATE TABLE role (
  report  INTEGER NOT NULL,
  entity  INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  title   TEXT NOT NULL,
  country TEXT,
  sector  TEXT,
  start   TEXT,                              -- dates
  "end"   TEXT,
  PRIMARY KEY (report, entity, n),
  FOREIGN KEY (report, entity) REFERENCES entity ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Who did what to whom.
CREATE TABLE event (
  report         INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  event          INTEGER NOT NULL,
  type           TEXT NOT NULL,              -- the 16 of PLOVER
  mode           TEXT,
  contexts       TEXT,                       -- JSON array; NULL: none
  cameo          TEXT,
  goldstein      REAL NOT NULL,
  quad           TEXT,                       -- verbal_cooperation … material_conflict
  status         TEXT NOT NULL,              -- actual planned hypothetical negated historical
  when_start     TEXT,
  when_end       TEXT,
  when_precision TEXT,
  when_basis     TEXT NOT NULL,              -- stated report unknown
  day_from       INTEGER,                    -- of when_start to when_end; NULL: unknown
  day_to         INTEGER,
  where_place    INTEGER,                    -- an entity of this report
  where_country  TEXT,
  trigger_start  INTEGER NOT NULL,
  trigger_end    INTEGER NOT NULL,
  evidence_start INTEGER NOT NULL,
  evidence_end   INTEGER NOT NULL,
  rule           TEXT NOT NULL,              -- what decided
  confidence     REAL NOT NULL,              -- 0 to 1
  PRIMARY KEY (report, event),
  FOREIGN KEY (report, where_place) REFERENCES entity (report, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_day ON event (day_from, day_to);
CREATE INDEX event_type ON event (type, day_from);

-- The parties of events, in the order of the record.
CREATE TABLE event_party (
  report  INTEGER NOT NULL,
  event   INTEGER NOT NULL,
  side    TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
  n       INTEGER NOT NULL,
  entity  INTEGER NOT NULL,
  country TEXT,                              -- copy: the entity's
  PRIMARY KEY (report, event, side, n),
  FOREIGN KEY (report, event) REFERENCES event ON DELETE CASCADE,
  FOREIGN KEY (report, entity) REFERENCES entity ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX event_party_country ON event_party (country, report, event, side);

-- Amounts, currencies, goods, numbers of people.
CREATE TABLE quantity (
  report INTEGER NOT NULL,
  event  INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  text   TEXT NOT NULL,
  value  REAL,
  unit   TEXT,
  "of"   TEXT,
  PRIMARY KEY (report, event, n),
  FOREIGN KEY (report, event) REFERENCES event ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The chain of who says so, nearest (n = 1) first. No row: the outlet in its own voice.
CREATE TABLE attribution (
  report    INTEGER NOT NULL,
  event     INTEGER NOT NULL,
  n         INTEGER NOT NULL,
  entity    INTEGER,                         -- NULL: a source that is not named
  cue_start INTEGER NOT NULL,
  cue_end   INTEGER NOT NULL,
  PRIMARY KEY (report, event, n),
  FOREIGN KEY (report, event) REFERENCES event ON DELETE CASCADE,
  FOREIGN KEY (report, entity) REFERENCES entity (report, entity)
) STRICT, WITHOUT ROWID;

-- Who says what.
CREATE TABLE statement (
  report         INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  statement      INTEGER NOT NULL,
  speaker        INTEGER,                    -- an entity; NULL: the outlet
  act            TEXT NOT NULL,
  issue          TEXT,
  form           TEXT NOT NULL,              -- direct indirect mixed
  source_start   INTEGER,
  source_end     INTEGER,
  cue_start      INTEGER,
  cue_end        INTEGER,
  content_start  INTEGER NOT NULL,
  content_end    INTEGER NOT NULL,
  status         TEXT NOT NULL,
  when_start     TEXT,
  when_end       TEXT,
  when_precision TEXT,
  when_basis     TEXT NOT NULL,
  day_from       INTEGER,
  day_to         INTEGER,
  event          INTEGER,                    -- the event that the same words make
  PRIMARY KEY (report, statement),
  FOREIGN KEY (report, speaker) REFERENCES entity (report, entity),
  FOREIGN KEY (report, event) REFERENCES event (report, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_issue ON statement (issue, day_from) WHERE issue IS NOT NULL;

CREATE TABLE statement_party (
  report    INTEGER NOT NULL,
  statement INTEGER NOT NULL,
  part      TEXT NOT NULL CHECK (part IN ('holder', 'addressee', 'about')),
  n         INTEGER NOT NULL,
  entity    INTEGER NOT NULL,
  country   TEXT,                            -- copy: the entity's
  PRIMARY KEY (report, statement, part, n),
  FOREIGN KEY (report, statement) REFERENCES statement ON DELETE CASCADE,
  FOREIGN KEY (report, entity) REFERENCES entity ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_party_country ON statement_party (country, part);

-- Events as people want to read them: parties by name, the words they rest on, the report.
CREATE VIEW event_view AS
SELECT 'r' || e.report || 'v' || e.event AS id,
       e.when_start AS date,
       e.type, e.mode, e.status,
       (SELECT group_concat(n.name, '; ') FROM event_party p JOIN entity n USING (report, entity)
         WHERE p.report = e.report AND p.event = e.event AND p.side = 'actor') AS actors,
       (SELECT group_concat(n.name, '; ') FROM event_party p JOIN entity n USING (report, entity)
         WHERE p.report = e.report AND p.event = e.event AND p.side = 'recipient') AS recipients,
       substr(t.text, e.evidence_start + 1, e.evidence_end - e.evidence_start) AS evidence,
       (SELECT n.name FROM attribution a LEFT JOIN entity n USING (report, entity)
         WHERE a.report = e.report AND a.event = e.event AND a.n = 1) AS according_to,
       e.goldstein, e.quad, e.rule, e.confidence,
       coalesce(r.outlet_name, r.outlet_domain) AS outlet, r.published, r.title, r.source, r.url,
       e.report, e.event
FROM event e JOIN report r USING (report) JOIN report_text t USING (report);
