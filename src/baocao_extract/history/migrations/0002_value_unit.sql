-- The unit that a value is in, beside the unit as printed: `17 tỷ đồng` is stored as 17000, in `triệu đồng`.

DROP VIEW counted_facts;
DROP VIEW facts;
ALTER TABLE indicators ADD COLUMN value_unit TEXT NOT NULL DEFAULT '';
ALTER TABLE corrected ADD COLUMN value_unit TEXT NOT NULL DEFAULT '';
-- Until the documents are read anew (the next import does that): right but for scale words before foreign currencies.
UPDATE indicators SET value_unit = iif(kind = 'money', 'triệu đồng', unit);
UPDATE corrected SET value_unit = iif(kind = 'money', 'triệu đồng', unit);

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
  iif(c.indicator_id IS NULL, i.value_unit, c.value_unit) AS value_unit,
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
