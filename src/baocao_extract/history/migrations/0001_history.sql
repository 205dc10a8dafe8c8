-- The history: documents, their facts, and what people corrected. Every table and column is described in docs/history-schema.md.

CREATE TABLE import_runs (
  run_id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  extraction TEXT NOT NULL,
  imported INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE documents (
  document_id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  path TEXT,
  media_type TEXT NOT NULL,
  encoding TEXT,
  pages INTEGER,
  ocr INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL,
  number TEXT,
  issuer TEXT,
  province TEXT,
  place TEXT,
  date TEXT,
  title TEXT,
  period TEXT,
  signer TEXT,
  signer_title TEXT,
  recipients TEXT NOT NULL DEFAULT '[]',
  author TEXT,
  source TEXT,
  url TEXT,
  extraction TEXT NOT NULL,
  near_duplicate_of INTEGER REFERENCES documents(document_id) ON DELETE SET NULL,
  similarity REAL,
  superseded_by INTEGER REFERENCES documents(document_id) ON DELETE SET NULL,
  -- Last, because whatever stands behind a long text in its row is slow to reach.
  text TEXT NOT NULL
) STRICT;
CREATE INDEX documents_number ON documents(number);
CREATE INDEX documents_near_duplicate_of ON documents(near_duplicate_of) WHERE near_duplicate_of IS NOT NULL;
CREATE INDEX documents_superseded_by ON documents(superseded_by) WHERE superseded_by IS NOT NULL;

CREATE TABLE files (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  document_id INTEGER REFERENCES documents(document_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX files_document ON files(document_id);

CREATE TABLE failures (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  remedy TEXT NOT NULL,
  extraction TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sections (
  document_id INTEGER NOT NULL REFERENCES documents(document_id) ON DELETE CASCADE,
  section INTEGER NOT NULL,
  parent INTEGER,
  marker TEXT,
  title TEXT NOT NULL,
  level INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  PRIMARY KEY (document_id, section)
) STRICT, WITHOUT ROWID;

CREATE TABLE places (
  place_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  province TEXT,
  folded TEXT NOT NULL,
  UNIQUE (name, province)
) STRICT;
CREATE INDEX places_folded ON places(folded);

CREATE TABLE concepts (
  concept_id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  words TEXT NOT NULL,
  catalogued INTEGER NOT NULL,
  measure TEXT
) STRICT;

CREATE TABLE passages (
  passage_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents(document_id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_document ON passages(document_id);

CREATE TABLE indicators (
  indicator_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents(document_id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  passage_id INTEGER NOT NULL REFERENCES passages(passage_id) ON DELETE CASCADE,
  concept_id INTEGER NOT NULL REFERENCES concepts(concept_id),
  place_id INTEGER REFERENCES places(place_id),
  value REAL NOT NULL,
  upper REAL,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  unit_known INTEGER NOT NULL,
  name TEXT NOT NULL,
  period TEXT,
  period_from TEXT NOT NULL,
  place_from TEXT NOT NULL,
  status TEXT NOT NULL,
  status_from TEXT NOT NULL,
  modifier TEXT NOT NULL,
  low REAL,
  high REAL,
  role TEXT NOT NULL,
  part_of INTEGER,
  of_indicator INTEGER,
  baseline TEXT,
  section INTEGER,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  quote TEXT NOT NULL,
  occurrence INTEGER NOT NULL,
  page INTEGER,
  bbox TEXT,
  confidence REAL,
  dimensions TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX indicators_document ON indicators(document_id, ordinal);
CREATE INDEX indicators_passage ON indicators(passage_id);
CREATE INDEX indicators_series ON indicators(concept_id, place_id);
CREATE INDEX indicators_changes ON indicators(document_id, of_indicator) WHERE role = 'change';
CREATE INDEX indicators_place ON indicators(place_id);

CREATE TABLE numbers (
  document_id INTEGER NOT NULL REFERENCES documents(document_id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  indicator INTEGER,
  reason TEXT,
  PRIMARY KEY (document_id, start, stop)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  document_id INTEGER NOT NULL REFERENCES documents(document_id) ON DELETE CASCADE,
  finding INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  severity TEXT NOT NULL,
  cause TEXT,
  spans TEXT NOT NULL,
  indicators TEXT NOT NULL,
  PRIMARY KEY (document_id, finding)
) STRICT, WITHOUT ROWID;

-- What people said about single figures. Rows are added, never changed: the two triggers hold that.
CREATE TABLE corrections (
  correction_id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  start INTEGER NOT NULL,
  quote TEXT NOT NULL,
  occurrence INTEGER NOT NULL,
  field TEXT NOT NULL,
  old_value TEXT,
  new_value TEXT,
  corrected_by TEXT NOT NULL,
  corrected_at TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX corrections_document ON corrections(sha256);
CREATE TRIGGER corrections_stay BEFORE UPDATE ON corrections BEGIN SELECT RAISE(ABORT, 'corrections are only added'); END;
CREATE TRIGGER corrections_last BEFORE DELETE ON corrections BEGIN SELECT RAISE(ABORT, 'corrections are only added'); END;

-- The figures that corrections change, as they count now; made anew from `corrections`, never by hand.
CREATE TABLE corrected (
  indicator_id INTEGER PRIMARY KEY REFERENCES indicators(indicator_id) ON DELETE CASCADE,
  concept_id INTEGER NOT NULL REFERENCES concepts(concept_id),
  place_id INTEGER REFERENCES places(place_id),
  value REAL NOT NULL,
  upper REAL,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  period TEXT,
  status TEXT NOT NULL,
  modifier TEXT NOT NULL,
  role TEXT NOT NULL,
  baseline TEXT,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX corrected_series ON corrected(concept_id, place_id);

-- Bands of the text's fingerprint: documents that share one may be the same report in another dress.
CREATE TABLE fingerprints (
  document_id INTEGER PRIMARY KEY REFERENCES documents(document_id) ON DELETE CASCADE,
  minima BLOB NOT NULL
) STRICT;
CREATE TABLE fingerprint_bands (
  band INTEGER NOT NULL,
  document_id INTEGER NOT NULL REFERENCES documents(document_id) ON DELETE CASCADE,
  PRIMARY KEY (band, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprint_bands_document ON fingerprint_bands(document_id);

-- What is searched: folded words, one row a passage. Newer documents have higher numbers, so that newest-first is the index's own order.
CREATE TABLE search_text (
  passage_id INTEGER PRIMARY KEY REFERENCES passages(passage_id) ON DELETE CASCADE,
  names TEXT NOT NULL,
  sentence TEXT NOT NULL,
  around TEXT NOT NULL,
  facets TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5(
  names, sentence, around, facets, content = 'search_text', content_rowid = 'passage_id', tokenize = "ascii tokenchars '_'"
);
CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN
  INSERT INTO search_index(rowid, names, sentence, around, facets) VALUES (new.passage_id, new.names, new.sentence, new.around, new.facets);
END;
CREATE TRIGGER search_text_gone AFTER DELETE ON search_text BEGIN
  INSERT INTO search_index(search_index, rowid, names, sentence, around, facets)
  VALUES ('delete', old.passage_id, old.names, old.sentence, old.around, old.facets);
END;
CREATE VIRTUAL TABLE concept_index USING fts5(words, content = 'concepts', content_rowid = 'concept_id', tokenize = "ascii tokenchars '_'");
CREATE TRIGGER concepts_added AFTER INSERT ON concepts BEGIN
  INSERT INTO concept_index(rowid, words) VALUES (new.concept_id, new.words);
END;

-- Every figure as it counts now: corrected where somebody corrected it, without what was withdrawn.
CREATE VIEW facts AS
SELECT
  i.indicator_id, i.document_id, i.ordinal, i.passage_id,
  iif(c.indicator_id IS NULL, i.concept_id, c.concept_id) AS concept_id,
  iif(c.indicator_id IS NULL, i.place_id, c.place_id) AS place_id,
  iif(c.indicator_id IS NULL, i.value, c.value) AS value,
  iif(c.indicator_id IS NULL, i.upper, c.upper) AS upper,
  iif(c.indicator_id IS NULL, i.kind, c.kind) AS kind,
  iif(c.indicator_id IS NULL, i.unit, c.unit) AS unit,
  iif(c.indicator_id IS NULL, i.name, c.name) AS name,
  k.key AS concept,
  iif(c.indicator_id IS NULL, i.period, c.period) AS period,
  p.name AS place, p.province AS province,
  iif(c.indicator_id IS NULL, i.status, c.status) AS status,
  iif(c.indicator_id IS NULL, i.modifier, c.modifier) AS modifier,
  iif(c.indicator_id IS NULL, i.role, c.role) AS role,
  iif(c.indicator_id IS NULL, i.baseline, c.baseline) AS baseline,
  i.part_of, i.of_indicator, i.section, i.start, i.stop, i.quote, i.page, i.bbox, i.confidence,
  i.period_from, i.place_from, i.status_from, i.low, i.high, i.unit_known, i.dimensions,
  c.indicator_id IS NOT NULL AS is_corrected,
  d.sha256, d.path, d.media_type, d.number AS document_number, d.kind AS document_kind, d.issuer, d.title, d.date AS document_date,
  d.near_duplicate_of, d.superseded_by
FROM indicators i
JOIN documents d ON d.document_id = i.document_id
LEFT JOIN corrected c ON c.indicator_id = i.indicator_id
JOIN concepts k ON k.concept_id = iif(c.indicator_id IS NULL, i.concept_id, c.concept_id)
LEFT JOIN places p ON p.place_id = iif(c.indicator_id IS NULL, i.place_id, c.place_id)
WHERE c.withdrawn IS NULL OR c.withdrawn = 0;

-- The same without documents that repeat or were replaced by another: what may be counted.
CREATE VIEW counted_facts AS SELECT * FROM facts WHERE near_duplicate_of IS NULL AND superseded_by IS NULL;

-- What each document holds, in one line.
CREATE VIEW document_overview AS
SELECT d.document_id, d.date, d.kind, d.number, d.issuer, d.province, d.title, d.period, d.path,
  (SELECT count(*) FROM indicators i WHERE i.document_id = d.document_id) AS indicators,
  (SELECT count(*) FROM findings f WHERE f.document_id = d.document_id) AS findings,
  (SELECT count(*) FROM numbers n WHERE n.document_id = d.document_id AND n.reason = 'unknown') AS unknown_numbers,
  d.near_duplicate_of, d.superseded_by
FROM documents d;

-- Numbers whose meaning nobody knows yet, with the words around them.
CREATE VIEW unknown_numbers AS
SELECT d.document_id, d.path, n.start, n.stop, substr(d.text, max(1, n.start - 39), n.stop - n.start + 80) AS around
FROM numbers n JOIN documents d ON d.document_id = n.document_id WHERE n.reason = 'unknown';
