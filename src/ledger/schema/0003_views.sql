-- A view for each question a journalist would ask; any SQLite tool shows them. They show the newest reading of
-- each report. valid_to and known_to are exclusive in the tables; the views show the last day itself.

CREATE VIEW v_standing_readings AS
SELECT r.* FROM reading r
WHERE NOT EXISTS (SELECT 1 FROM reading later WHERE later.document = r.document AND later.number > r.number);

-- Which reports are in here, from whom and of which day?
CREATE VIEW v_documents AS
SELECT d.id AS document, r.name, r.outlet, r.title, r.url,
       r.known_from AS published_from, date(r.known_to, '-1 day') AS published_to,
       r.known_printed AS date_is_printed, d.size AS bytes,
       (SELECT count(*) FROM claim c WHERE c.reading = r.number) AS claims, r.recorded, r.text
FROM v_standing_readings r JOIN document d ON d.number = r.document;

-- Everything that anybody is said to have said, with the sentence that says so.
CREATE VIEW v_claims AS
SELECT c.id AS claim, c.type, c.stance, c.negated, c.agents, c.targets, c.places, c.resources, c.object,
       c.speakers, c.valid_from AS "from", date(c.valid_to, '-1 day') AS "to", r.outlet,
       r.known_from AS published_from, date(r.known_to, '-1 day') AS published_to,
       r.name AS document, c.quote, r.recorded
FROM claim c JOIN v_standing_readings r ON r.number = c.reading;

-- Who says what? One row a speaker; the outlet speaks where nobody is named.
CREATE VIEW v_who_said_what AS
SELECT coalesce(f.name, nullif(r.outlet, ''), r.name) AS speaker, f.id IS NULL AS is_outlet, c.stance, c.negated, c.type,
       c.agents, c.targets, c.places, c.object, c.valid_from AS "from", date(c.valid_to, '-1 day') AS "to",
       r.outlet, r.known_from AS published_from, c.quote, c.id AS claim
FROM claim c JOIN v_standing_readings r ON r.number = c.reading
LEFT JOIN json_each(c.record, '$.speaker') s
LEFT JOIN filler f ON f.id = json_extract(s.value, '$.id') AND f.slot = 'speaker' AND f.claim = c.number AND f.ordinal = s.key;

-- Who is said to have taken which place from whom, and who says so?
CREATE VIEW v_captures AS
SELECT p.name AS place, c.agents AS taken_by, c.targets AS taken_from, c.valid_from AS "from",
       date(c.valid_to, '-1 day') AS "to", c.stance, c.negated, c.speakers, r.outlet, r.known_from AS published_from,
       c.quote, c.id AS claim
FROM claim c JOIN v_standing_readings r ON r.number = c.reading
JOIN filler p ON p.claim = c.number AND p.slot = 'place'
WHERE c.type = 'capture';

-- What is said of the control of each place: captures, withdrawals, states, fighting.
CREATE VIEW v_control AS
SELECT p.name AS place, c.type, c.agents, c.targets, c.valid_from AS "from", date(c.valid_to, '-1 day') AS "to",
       c.stance, c.negated, c.speakers, r.outlet, r.known_from AS published_from, c.quote, c.id AS claim
FROM claim c JOIN v_standing_readings r ON r.number = c.reading
JOIN filler p ON p.claim = c.number AND p.slot = 'place'
WHERE c.type IN ('capture', 'withdraw', 'control', 'contest', 'encircle', 'offensive');

-- What is denied, and by whom?
CREATE VIEW v_denials AS
SELECT c.speakers AS denied_by, c.type, c.agents, c.targets, c.places, c.object, c.valid_from AS "from",
       date(c.valid_to, '-1 day') AS "to", r.outlet, r.known_from AS published_from, c.quote, c.id AS claim
FROM claim c JOIN v_standing_readings r ON r.number = c.reading
WHERE c.stance = 'denied' OR (c.stance = 'claimed' AND c.negated = 1);

-- Which gates were shut or opened, by whom?
CREATE VIEW v_gates AS
SELECT p.name AS gate, c.type, c.agents AS by_whom, c.resources AS cargo, c.valid_from AS "from",
       date(c.valid_to, '-1 day') AS "to", c.stance, c.negated, c.speakers, r.outlet, r.known_from AS published_from,
       c.quote, c.id AS claim
FROM claim c JOIN v_standing_readings r ON r.number = c.reading
JOIN filler p ON p.claim = c.number AND p.slot = 'place'
WHERE c.type IN ('close_gate', 'open_gate', 'suspend_trade');

-- Who is said to have been killed, hurt, caught or lost, in what numbers, on whose word?
CREATE VIEW v_casualties AS
SELECT c.places, c.targets AS victims, c.agents AS by_whom, json_extract(c.record, '$.quantity.unit') AS what,
       json_extract(c.record, '$.quantity.low') AS low, json_extract(c.record, '$.quantity.high') AS high,
       json_extract(c.record, '$.quantity.text') AS as_printed, c.valid_from AS "from",
       date(c.valid_to, '-1 day') AS "to", c.stance, c.negated, c.speakers, r.outlet, r.known_from AS published_from,
       c.quote, c.id AS claim
FROM claim c JOIN v_standing_readings r ON r.number = c.reading
WHERE c.type = 'casualty';

-- What was dug, sold, taxed, permitted or paid?
CREATE VIEW v_trade AS
SELECT c.type, c.agents, c.targets, c.places, c.resources, json_extract(c.record, '$.quantity.text') AS amount,
       json_extract(c.record, '$.quantity.unit') AS unit, c.valid_from AS "from", date(c.valid_to, '-1 day') AS "to",
       c.stance, c.negated, c.speakers, r.outlet, r.known_from AS published_from, c.quote, c.id AS claim
FROM claim c JOIN v_standing_readings r ON r.number = c.reading
WHERE c.type IN ('trade_volume', 'production', 'mining', 'tax', 'permit', 'funding', 'price', 'shortage');

-- Which actors and places are spoken of, how often, in how many reports?
CREATE VIEW v_actors AS
SELECT f.id AS actor, min(f.name) AS name, count(DISTINCT c.number) AS claims, count(DISTINCT c.reading) AS documents,
       sum(f.slot = 'agent') AS as_agent, sum(f.slot = 'target') AS as_target, sum(f.slot = 'speaker') AS as_speaker
FROM filler f JOIN claim c ON c.number = f.claim JOIN v_standing_readings r ON r.number = c.reading
WHERE f.slot IN ('agent', 'target', 'speaker') GROUP BY f.id;

CREATE VIEW v_places AS
SELECT f.id AS place, min(f.name) AS name, count(DISTINCT c.number) AS claims, count(DISTINCT c.reading) AS documents,
       min(c.valid_from) AS first_day, max(date(c.valid_to, '-1 day')) AS last_day
FROM filler f JOIN claim c ON c.number = f.claim JOIN v_standing_readings r ON r.number = c.reading
WHERE f.slot = 'place' GROUP BY f.id;

-- What could not be read, and why?
CREATE VIEW v_rejections AS
SELECT path, code, reason, recorded, run FROM rejection;

-- What made these rows, when? An absent end is a run that was cut short.
CREATE VIEW v_runs AS
SELECT run.number AS run, begun, ended, command, documents, claims, rejected, engine, model, domain
FROM run LEFT JOIN run_end ON run_end.run = run.number;

-- What analysts decided.
CREATE VIEW v_judgements AS
SELECT number AS judgement, recorded, subject, verb, argument, author, why FROM judgement;
