-- The questions of bench/questions.h in SQL, for SQLite, PostgreSQL and DuckDB alike; each after a line that names it.
-- $1 is the node, $2 the day, $3 the later day or the end of the year. fact_out is where a subject's facts are looked
-- up, fact_in an object's: two views of one table with covering indexes, or two tables in different orders.
-- Types: 0 MEMBER_OF, 1 CHAIRED, 2 MERGED_INTO, 3 SPLIT_FROM. CASE instead of greatest(), which has three names.

-- Q1
SELECT object FROM fact_out WHERE subject = $1 AND type = 0 AND start_day <= $2 AND end_day > $2;

-- Q2
SELECT subject FROM fact_in WHERE object = $1 AND type = 0 AND start_day <= $2 AND end_day > $2;

-- Q2c
SELECT count(*) FROM fact_in WHERE object = $1 AND type = 0 AND start_day <= $2 AND end_day > $2;

-- Q3
SELECT DISTINCT b.subject
FROM fact_out a JOIN fact_in b ON b.object = a.object
WHERE a.subject = $1 AND a.type = 0 AND a.start_day <= $2 AND a.end_day > $2
  AND b.type = 0 AND b.start_day <= $2 AND b.end_day > $2 AND b.subject <> $1;

-- Q4
SELECT DISTINCT d.subject
FROM (SELECT DISTINCT c.subject AS organization
      FROM (SELECT DISTINCT b.object AS coalition
            FROM fact_out a JOIN fact_out b ON b.subject = a.object
            WHERE a.subject = $1 AND a.type = 0 AND a.start_day <= $2 AND a.end_day > $2
              AND b.type = 0 AND b.start_day <= $2 AND b.end_day > $2) x
        JOIN fact_in c ON c.object = x.coalition
      WHERE c.type = 0 AND c.start_day <= $2 AND c.end_day > $2) y
  JOIN fact_in d ON d.object = y.organization
WHERE d.type = 1 AND d.start_day <= $2 AND d.end_day > $2;

-- Q5
SELECT type, object, start_day, end_day FROM fact_out WHERE subject = $1 ORDER BY start_day, end_day, type, object;

-- Q6
SELECT subject FROM fact_in
WHERE object = $1 AND type = 0 AND start_day <= $3 AND end_day > $2
  AND ((start_day <= $2 AND end_day <= $3) OR (start_day > $2 AND end_day > $3));

-- Q7
SELECT subject, object FROM fact_out WHERE start_day <= $2 AND end_day > $2;

-- Q7c
SELECT count(*) FROM fact_out WHERE start_day <= $2 AND end_day > $2;

-- Q8
WITH RECURSIVE reached(node, start_day, end_day) AS (
  SELECT object, CASE WHEN start_day > $2 THEN start_day ELSE $2 END, CASE WHEN end_day < $3 THEN end_day ELSE $3 END
  FROM fact_out WHERE subject = $1 AND type = 0 AND start_day < $3 AND end_day > $2
  UNION
  SELECT f.object, CASE WHEN f.start_day > r.start_day THEN f.start_day ELSE r.start_day END,
         CASE WHEN f.end_day < r.end_day THEN f.end_day ELSE r.end_day END
  FROM reached r JOIN fact_out f ON f.subject = r.node
  WHERE f.type = 0 AND f.start_day < r.end_day AND f.end_day > r.start_day)
SELECT node, start_day, end_day FROM reached;

-- Q9
WITH RECURSIVE hop1(node, day) AS (
  SELECT object, start_day FROM fact_out WHERE subject = $1 AND type = 0 AND start_day >= $2 AND start_day < $3
  UNION SELECT object, start_day FROM fact_out WHERE subject = $1 AND type = 1 AND start_day >= $2 AND start_day < $3
  UNION SELECT subject, start_day FROM fact_in WHERE object = $1 AND type = 0 AND start_day >= $2 AND start_day < $3
  UNION SELECT subject, start_day FROM fact_in WHERE object = $1 AND type = 1 AND start_day >= $2 AND start_day < $3),
first1(node, day) AS (SELECT node, min(day) FROM hop1 GROUP BY node),
hop2(node, day) AS (
  SELECT f.object, f.start_day FROM first1 h JOIN fact_out f ON f.subject = h.node
  WHERE f.type = 0 AND f.start_day >= h.day AND f.start_day < $3
  UNION SELECT f.object, f.start_day FROM first1 h JOIN fact_out f ON f.subject = h.node
  WHERE f.type = 1 AND f.start_day >= h.day AND f.start_day < $3
  UNION SELECT f.subject, f.start_day FROM first1 h JOIN fact_in f ON f.object = h.node
  WHERE f.type = 0 AND f.start_day >= h.day AND f.start_day < $3
  UNION SELECT f.subject, f.start_day FROM first1 h JOIN fact_in f ON f.object = h.node
  WHERE f.type = 1 AND f.start_day >= h.day AND f.start_day < $3),
first2(node, day) AS (SELECT node, min(day) FROM hop2 GROUP BY node),
hop3(node, day) AS (
  SELECT f.object, f.start_day FROM first2 h JOIN fact_out f ON f.subject = h.node
  WHERE f.type = 0 AND f.start_day >= h.day AND f.start_day < $3
  UNION SELECT f.object, f.start_day FROM first2 h JOIN fact_out f ON f.subject = h.node
  WHERE f.type = 1 AND f.start_day >= h.day AND f.start_day < $3
  UNION SELECT f.subject, f.start_day FROM first2 h JOIN fact_in f ON f.object = h.node
  WHERE f.type = 0 AND f.start_day >= h.day AND f.start_day < $3
  UNION SELECT f.subject, f.start_day FROM first2 h JOIN fact_in f ON f.object = h.node
  WHERE f.type = 1 AND f.start_day >= h.day AND f.start_day < $3)
SELECT node, min(day)
FROM (SELECT * FROM first1 UNION ALL SELECT * FROM first2 UNION ALL SELECT * FROM hop3) r
WHERE node <> $1 GROUP BY node;
