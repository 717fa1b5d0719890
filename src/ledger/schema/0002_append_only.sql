-- Nothing is updated in place or deleted, whichever program opens the file. INSERT OR REPLACE deletes without
-- firing a delete trigger, so an INSERT whose key is taken is refused as well.

CREATE TRIGGER run_not_updated BEFORE UPDATE ON run BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER run_not_deleted BEFORE DELETE ON run BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER run_not_replaced BEFORE INSERT ON run
WHEN EXISTS (SELECT 1 FROM run WHERE number = new.number) BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: this key is taken');
END;

CREATE TRIGGER run_end_not_updated BEFORE UPDATE ON run_end BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER run_end_not_deleted BEFORE DELETE ON run_end BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER run_end_not_replaced BEFORE INSERT ON run_end
WHEN EXISTS (SELECT 1 FROM run_end WHERE run = new.run) BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: this key is taken');
END;

CREATE TRIGGER document_not_updated BEFORE UPDATE ON document BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER document_not_deleted BEFORE DELETE ON document BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER document_not_replaced BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM document WHERE number = new.number OR id = new.id) BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: this key is taken');
END;

CREATE TRIGGER document_bytes_not_updated BEFORE UPDATE ON document_bytes BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER document_bytes_not_deleted BEFORE DELETE ON document_bytes BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER document_bytes_not_replaced BEFORE INSERT ON document_bytes
WHEN EXISTS (SELECT 1 FROM document_bytes WHERE document = new.document) BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: this key is taken');
END;

CREATE TRIGGER reading_not_updated BEFORE UPDATE ON reading BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER reading_not_deleted BEFORE DELETE ON reading BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER reading_not_replaced BEFORE INSERT ON reading
WHEN EXISTS (SELECT 1 FROM reading WHERE number = new.number) BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: this key is taken');
END;

CREATE TRIGGER claim_not_updated BEFORE UPDATE ON claim BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER claim_not_deleted BEFORE DELETE ON claim BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER claim_not_replaced BEFORE INSERT ON claim
WHEN EXISTS (SELECT 1 FROM claim WHERE number = new.number) BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: this key is taken');
END;

CREATE TRIGGER rejection_not_updated BEFORE UPDATE ON rejection BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER rejection_not_deleted BEFORE DELETE ON rejection BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER rejection_not_replaced BEFORE INSERT ON rejection
WHEN EXISTS (SELECT 1 FROM rejection WHERE number = new.number) BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: this key is taken');
END;

CREATE TRIGGER judgement_not_updated BEFORE UPDATE ON judgement BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER judgement_not_deleted BEFORE DELETE ON judgement BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER judgement_not_replaced BEFORE INSERT ON judgement
WHEN EXISTS (SELECT 1 FROM judgement WHERE number = new.number) BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: this key is taken');
END;

CREATE TRIGGER filler_not_updated BEFORE UPDATE ON filler BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER filler_not_deleted BEFORE DELETE ON filler BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: a correction is a new row');
END;
CREATE TRIGGER filler_not_replaced BEFORE INSERT ON filler
WHEN EXISTS (SELECT 1 FROM filler WHERE id = new.id AND slot = new.slot AND claim = new.claim AND ordinal = new.ordinal) BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: this key is taken');
END;
