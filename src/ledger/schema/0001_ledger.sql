-- The ledger, schema 1. Days are ISO text (YYYY-MM-DD), instants ISO text in UTC to the microsecond: both
-- sort as time. Every table only grows; a correction is a new row. docs/ledger.md explains the columns.

CREATE TABLE run (                -- one invocation that wrote
  number  INTEGER PRIMARY KEY,
  begun   TEXT NOT NULL,
  command TEXT NOT NULL,
  engine  TEXT NOT NULL,          -- version of the program that read
  model   TEXT NOT NULL,          -- SHA-256 of the language model
  domain  TEXT NOT NULL           -- SHA-256 over the packs
);

CREATE TABLE run_end (            -- absent for a run that was cut short
  run       INTEGER PRIMARY KEY REFERENCES run(number),
  ended     TEXT NOT NULL,
  documents INTEGER NOT NULL,
  claims    INTEGER NOT NULL,
  rejected  INTEGER NOT NULL
);

CREATE TABLE document (           -- a report by its bytes and, where its carrier names one, its URL
  number INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,           -- of the bytes as given
  size   INTEGER NOT NULL         -- of the bytes as given
);
CREATE INDEX document_sha256 ON document(sha256);

CREATE TABLE document_bytes (
  document INTEGER PRIMARY KEY REFERENCES document(number),
  codec    TEXT NOT NULL,         -- zstd
  bytes    BLOB NOT NULL
);

CREATE TABLE reading (            -- a document as one run read it; the newest one stands
  number         INTEGER PRIMARY KEY,
  document       INTEGER NOT NULL REFERENCES document(number),
  run            INTEGER NOT NULL REFERENCES run(number),
  recorded       TEXT NOT NULL,
  name           TEXT NOT NULL,
  path           TEXT NOT NULL,
  url            TEXT NOT NULL,
  outlet         TEXT NOT NULL,
  title          TEXT NOT NULL,
  media_type     TEXT NOT NULL,
  encoding       TEXT NOT NULL,
  known_from     TEXT,            -- day of publication: [known_from, known_to), an end NULL where nothing binds it
  known_to       TEXT,
  known_printed  INTEGER NOT NULL,-- 1 in a header, field or option, 0 inferred
  known_reasons  TEXT NOT NULL,   -- JSON list
  text           TEXT NOT NULL    -- the decoded body
);
CREATE INDEX reading_document ON reading(document, number);
CREATE INDEX reading_known ON reading(known_from);
CREATE INDEX reading_name ON reading(name);

CREATE TABLE claim (
  number         INTEGER PRIMARY KEY,
  reading        INTEGER NOT NULL REFERENCES reading(number),
  id             TEXT NOT NULL,   -- the same in two readings that found the same
  type           TEXT NOT NULL,
  stance         TEXT NOT NULL,
  negated        INTEGER NOT NULL,
  valid_from     TEXT,            -- [valid_from, valid_to)
  valid_to       TEXT,
  evidence_begin INTEGER NOT NULL,-- bytes of the report as given
  evidence_end   INTEGER NOT NULL,
  agents         TEXT NOT NULL,   -- names, joined by '; '
  targets        TEXT NOT NULL,
  places         TEXT NOT NULL,
  resources      TEXT NOT NULL,
  speakers       TEXT NOT NULL,
  object         TEXT NOT NULL,
  in_text        TEXT NOT NULL,   -- the evidence as places in reading.text: JSON list of [begin, end) in UTF-8 bytes
  quote          TEXT NOT NULL,   -- what stands there, on one line
  record         TEXT NOT NULL    -- the whole claim as docs/codebook.md has it (JSON)
);
CREATE INDEX claim_reading ON claim(reading);
CREATE INDEX claim_id ON claim(id);
CREATE INDEX claim_type ON claim(type);
CREATE INDEX claim_valid ON claim(valid_from);

CREATE TABLE filler (             -- who and what stands in which slot of which claim
  id      TEXT NOT NULL,
  slot    TEXT NOT NULL,          -- agent, target, place, resource, speaker
  claim   INTEGER NOT NULL REFERENCES claim(number),
  ordinal INTEGER NOT NULL,
  name    TEXT NOT NULL,
  surface TEXT NOT NULL,
  PRIMARY KEY (id, slot, claim, ordinal)
) WITHOUT ROWID;
CREATE INDEX filler_claim ON filler(claim, slot);

CREATE TABLE rejection (          -- a report that could not be read
  number   INTEGER PRIMARY KEY,
  run      INTEGER NOT NULL REFERENCES run(number),
  recorded TEXT NOT NULL,
  path     TEXT NOT NULL,
  code     TEXT NOT NULL,
  reason   TEXT NOT NULL
);
CREATE INDEX rejection_path ON rejection(path, number);

CREATE TABLE judgement (          -- what an analyst decides about a claim, an event or a document
  number   INTEGER PRIMARY KEY,
  recorded TEXT NOT NULL,
  subject  TEXT NOT NULL,         -- id of what is judged
  verb     TEXT NOT NULL,         -- right, wrong, retime, split, merge, undo ...
  argument TEXT NOT NULL,         -- JSON
  author   TEXT NOT NULL,
  why      TEXT NOT NULL
);
CREATE INDEX judgement_subject ON judgement(subject);

-- Full text. The tables above hold the words; these hold where they are.
CREATE VIRTUAL TABLE reading_words USING fts5(
  title, text, content = 'reading', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER reading_indexed AFTER INSERT ON reading BEGIN
  INSERT INTO reading_words(rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE VIRTUAL TABLE claim_words USING fts5(
  quote, agents, targets, places, resources, speakers, object,
  content = 'claim', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER claim_indexed AFTER INSERT ON claim BEGIN
  INSERT INTO claim_words(rowid, quote, agents, targets, places, resources, speakers, object)
  VALUES (new.number, new.quote, new.agents, new.targets, new.places, new.resources, new.speakers, new.object);
END;
