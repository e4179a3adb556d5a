-- Words that turn the meaning of a claim, or stand for the contrary: of two claims that share all others, they say that
-- the claims are not the same. People may add rows of their own; `docs/decisions/0040-likeness.md` says how to choose.
CREATE TABLE claims_contrast (
    -- The first part of a BCP 47 tag.
    language text COLLATE "C" NOT NULL,
    -- `negation`: a word that turns the meaning. `prefix`: the beginning of a word that turns it, as in “unsafe”. Any other
    -- name: a set of words, of which those with different sides exclude each other.
    contrast text COLLATE "C" NOT NULL,
    side text COLLATE "C" NOT NULL,
    -- As `claims_bare_words` returns it; % stands for any letters.
    word text COLLATE "C" NOT NULL,
    PRIMARY KEY (language, contrast, side, word)
);

-- The words of a text in lower case without accents, and how often it has each. `ae`, `oe` and `ue` are read as the
-- letters with dots that they may stand for.
CREATE FUNCTION claims_bare_words(words text) RETURNS TABLE (word text, count int)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT replace(replace(replace(lexeme, 'ae', 'a'), 'oe', 'o'), 'ue', 'u'), sum(cardinality(positions))::int
    FROM unnest(to_tsvector('claims_simple', claims_words(words))) GROUP BY 1;
END;

-- Those of the claims with the ids `wanted` that say something else than a text, although they may share most words with
-- it. Only words that one of the two has and the other has not are looked at:
--
-- - one has an odd number more of negations: “not”, “abolish”, “Verbot”; so “not forbidden” and “allowed” are no contrast;
-- - a word of one is a word of the other with a negating prefix: “unsafe” and “safe”;
-- - each has a number, or a word of a set, that excludes that of the other: “16” and “18”, “March” and “June”.
CREATE FUNCTION claims_contrary(words text, tongue text, wanted bigint[]) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 5 SET search_path FROM CURRENT AS $$
BEGIN
    RETURN QUERY
    WITH texts AS (
        SELECT 0::bigint AS id, tongue AS language, words AS text
        UNION ALL
        SELECT c.id, c.language, c.text FROM claims_claim c WHERE c.id = ANY (wanted)
    ), bare AS MATERIALIZED (
        SELECT t.id, split_part(coalesce(nullif(t.language, ''), 'en'), '-', 1) AS language, b.word, b.count
        FROM texts t CROSS JOIN LATERAL claims_bare_words(t.text) b
    ), unshared AS MATERIALIZED (
        -- `id` is the claim that the text is compared with; `ours` says that the word is one of the text.
        SELECT c.id, u.*
        FROM unnest(wanted) c (id) CROSS JOIN LATERAL (
            SELECT coalesce(o.count, 0) > coalesce(t.count, 0) AS ours, coalesce(o.language, t.language) AS language,
                   word, abs(coalesce(o.count, 0) - coalesce(t.count, 0)) AS more
            -- A full join is one by hashing or sorting, also where texts are long.
            FROM (SELECT * FROM bare WHERE bare.id = 0) o FULL JOIN (SELECT * FROM bare WHERE bare.id = c.id) t USING (word)
            WHERE o.count IS DISTINCT FROM t.count
        ) u
    ), known AS MATERIALIZED (
        SELECT w.language, w.word, c.contrast, c.side
        FROM (SELECT DISTINCT language, word FROM unshared) w
        JOIN claims_contrast c ON c.language = w.language AND c.contrast <> 'prefix' AND w.word LIKE c.word
        UNION
        SELECT language, word, 'number', word FROM unshared WHERE word ~ '^-?[0-9]'
    ), prefixed AS MATERIALIZED (
        SELECT u.id, u.ours, u.word, substr(u.word, length(c.word) + 1) AS bare
        FROM unshared u JOIN claims_contrast c ON c.language = u.language AND starts_with(u.word, c.word)
        WHERE c.contrast = 'prefix'
    ), sides AS (
        SELECT u.id, k.contrast, array_agg(k.side) FILTER (WHERE ours) AS ours, array_agg(k.side) FILTER (WHERE NOT ours) AS theirs
        FROM unshared u JOIN known k USING (language, word) WHERE k.contrast <> 'negation'
        GROUP BY u.id, k.contrast
    ), negations AS (
        SELECT u.id, sum(u.more) AS count
        FROM unshared u WHERE EXISTS (
            SELECT FROM known k WHERE k.language = u.language AND k.word = u.word AND k.contrast = 'negation'
        ) GROUP BY u.id
        UNION ALL
        SELECT a.id, 1
        FROM prefixed a
        JOIN unshared b ON b.id = a.id AND b.ours <> a.ours AND left(b.word, 4) = left(a.bare, 4)
        -- In any inflection.
        WHERE length(b.word) > 3 AND starts_with(a.bare, left(b.word, greatest(4, length(b.word) - 2)))
          AND NOT EXISTS (
            SELECT FROM known k WHERE k.word IN (a.word, b.word) AND k.contrast = 'negation'
          )
    )
    SELECT n.id FROM negations n GROUP BY n.id HAVING sum(n.count) % 2 = 1
    UNION
    -- Each has one that the other has not.
    SELECT s.id FROM sides s WHERE NOT s.ours <@ s.theirs AND NOT s.theirs <@ s.ours;
END $$;

INSERT INTO claims_contrast
SELECT DISTINCT language, contrast, side, replace(replace(replace(unaccent(word), 'ae', 'a'), 'oe', 'o'), 'ue', 'u')
FROM (VALUES
    ('de', 'prefix', '', 'un miss'),
    ('de', 'negation', '', 'nicht nichts nie niemals niemand% nirgend% kein% ohne weder nein kaum ebensowenig'),
    ('de', 'negation', '', 'weniger geringere% niedriger% kleiner% kürzer% langsamer% schwächer% schlechter% billiger%'),
    ('de', 'negation', '', 'günstiger% seltener% lockerer% milder% leiser% dünner% ärmer% wenig wenige wenigen'),
    ('de', 'negation', '', 'abschaff% abgeschaff% abzuschaff% abbau% abgebau% abzubau% rückbau% zurückbau% zurückgebau%'),
    ('de', 'negation', '', '%senken %senkt %senkung% gesenk% senkt% reduzier% reduktion% verringer% minder gemindert'),
    ('de', 'negation', '', 'verminder% minderung% kürzen kürzt gekürzt% kürzung% %kürzung %kürzungen sinken% sinkt gesunken%'),
    ('de', 'negation', '', 'sank sanken fallen fällt fiel fielen gefallen rückgang rückgänge zurückgegangen zurückgeht'),
    ('de', 'negation', '', 'abnehm% abgenommen abnahm% schrumpf% geschrumpft verklein% verkürz% halbier%'),
    ('de', 'negation', '', '%verbot% verbiet% untersag% unterbind% unterbunden verhinder% vereitel%'),
    ('de', 'negation', '', 'aufheb% aufgehoben% aufzuheb% beend% beendig% stopp% gestopp% %stopp %stopps enden endet endete'),
    ('de', 'negation', '', 'schließen schließt schließung% %schließung %schließungen geschlossen% dichtmach% stilllegung%'),
    ('de', 'negation', '', 'stillgelegt% stilllegen abriss% abreißen abgerissen% abschalt% abgeschaltet% abzuschalten'),
    ('de', 'negation', '', 'streichen streicht gestrichen% streichung% entzieh% entzogen% entzug% verweiger% verzicht%'),
    ('de', 'negation', '', 'vermeid% vermied% verlier% verlor% verlust% ablehn% abgelehn% abzulehn% lehnt lehnen lehnte'),
    ('de', 'negation', '', 'zurückweis% zurückgewiesen% verwerf% verworfen% dementier% bestreit% bestritt% leugn% geleugnet'),
    ('de', 'negation', '', 'widersprech% widersprich% widersprach% widersprochen% widerleg% falsch% unwahr% gelogen lüge%'),
    ('de', 'negation', '', 'locker% gelockert% abschwäch% abgeschwäch% schwäch% geschwäch% begrenz% beschränk%'),
    ('de', 'negation', '', 'einschränk% eingeschränk% erschwer% verlangsam% verbillig% straffrei% illegal%'),
    ('de', 'negation', '', 'rechtswidrig% gesetzwidrig% verfassungswidrig% schuldlos% entkriminalisier% boykott%'),
    ('de', 'negation', '', 'austritt% austret% ausgetreten% aussteig% ausstieg% ausgestiegen% verlassen verlässt entlass%'),
    ('de', 'negation', '', 'kündig% gekündigt% ausgeschlossen% ausschluss% ausschließen rückgängig zurückzieh% zurückzug%'),
    ('de', 'negation', '', 'zurückgezogen% rückzug% abzug% abziehen abzieht abgezogen% niederlage% fehlschlag% scheiter%'),
    ('de', 'negation', '', 'gescheitert% misslang% misslung% versagen% blockier% sperren gesperrt% sperrung%'),
    ('de', 'negation', '', 'entfallen entfällt wegfall% weggefallen% ersatzlos fehlen fehlt fehlte mangel mangelt verfehl%'),
    ('de', 'negation', '', 'einstellen eingestellt% eingefror% einfrier% aussetz% ausgesetzt% auszusetz% unterlass% hinder%'),
    ('de', 'stance', 'for', 'für dafür befürwort% pro ja'),
    ('de', 'stance', 'against', 'gegen dagegen contra wider nein'),
    ('de', 'tolerate', 'yes', 'duld% gedulde% tolerier% hinnehm% zulass% zuzulass% lassen'),
    ('de', 'tolerate', 'no', 'vorgeh% vorgegangen bekämpf% verfolg% bestraf% ahnd% geahndet räumen geräumt'),
    ('de', 'time', 'before', 'vor vorher zuvor bevor früher% früh'),
    ('de', 'time', 'after', 'nach nachher danach nachdem später% spät'),
    ('de', 'bound', 'below', 'unter höchstens maximal unterhalb'),
    ('de', 'bound', 'above', 'über mindestens minimal oberhalb wenigstens'),
    ('de', 'share', 'all', 'alle allen aller alles jede% sämtliche% immer stets überall'),
    ('de', 'share', 'some', 'einige% manche% wenige% manchmal teilweise einzelne% ausgewählte%'),
    ('de', 'owner', 'public', 'öffentlich% staatlich% verstaatlich% rekommunalisier% kommunal%'),
    ('de', 'owner', 'private', 'privat%'),
    ('de', 'duty', 'free', 'freiwillig% freigestellt%'),
    ('de', 'duty', 'bound', '%pflicht% verpflichte% zwang% obligatorisch%'),
    ('de', 'price', 'free', '%kostenlos% %kostenfrei% gratis gebührenfrei% beitragsfrei% entgeltfrei% unentgeltlich%'),
    ('de', 'price', 'paid', '%kostenpflichtig% gebührenpflichtig% bezahlen bezahlt entgeltpflichtig%'),
    ('de', 'trade', 'buy', 'kaufen kauft kaufte gekauft kauf ankauf erwerb erwerben'),
    ('de', 'trade', 'sell', 'verkauf% veräußer%'),
    ('de', 'border', 'in', 'import% einfuhr% einreise% eingereist% aufnehm% aufgenommen%'),
    ('de', 'border', 'out', 'export% ausfuhr% ausreise% ausgereist% abschieb% abgeschoben% abweis% abgewiesen%'),
    ('de', 'order', 'together', 'zusammenleg% zusammengelegt% gemeinsam% fusion% vereinig% zentral%'),
    ('de', 'order', 'apart', 'trenn% getrennt% aufteil% aufgeteilt% aufspalt% aufgespalten dezentral%'),
    ('de', 'age', 'young', 'jung% neu neue neuen neuer neues'),
    ('de', 'age', 'old', 'alt alte alten alter altes'),
    ('de', 'wealth', 'rich', 'reich reiche% vermögend%'),
    ('de', 'wealth', 'poor', 'arm arme armen armer armes'),
    ('de', 'share', 'all', 'auch sogar'), ('de', 'share', 'some', 'nur lediglich ausschließlich'),
    ('de', 'place', 'in', 'innen innerhalb einschalt% eingeschaltet% hinauf aufwärts'),
    ('de', 'place', 'out', 'außen außerhalb ausschalt% ausgeschaltet% hinab abwärts'),
    ('de', 'sign', 'plus', 'positiv%'), ('de', 'sign', 'minus', 'negativ%'),
    ('de', 'purpose', 'meant', 'absichtlich% gezielt% vorsätzlich% bewusst%'),
    ('de', 'purpose', 'chance', 'versehentlich% zufällig% fahrlässig%'),
    ('de', 'hand', 'left', 'links linke%'),
    ('de', 'hand', 'right', 'rechts rechte rechten rechter'),
    ('de', 'compass', 'north', 'nord% nördlich%'),
    ('de', 'compass', 'south', 'süd% südlich%'),
    ('de', 'compass', 'east', 'ost osten ostdeutsch% östlich%'),
    ('de', 'compass', 'west', 'west westen westdeutsch% westlich%'),
    ('de', 'sex', 'male', 'mann männer männern männlich%'),
    ('de', 'sex', 'female', 'frau frauen weiblich%'),
    ('de', 'peace', 'peace', 'frieden% friedlich% freund%'),
    ('de', 'peace', 'war', 'krieg% gewaltsam% feind%'),
    ('de', 'season', 'summer', 'sommer%'), ('de', 'season', 'winter', 'winter%'),
    ('de', 'day', 'yesterday', 'gestern'), ('de', 'day', 'today', 'heute'), ('de', 'day', 'tomorrow', 'morgen'),
    ('de', 'weekday', '1', 'montag%'), ('de', 'weekday', '2', 'dienstag%'), ('de', 'weekday', '3', 'mittwoch%'),
    ('de', 'weekday', '4', 'donnerstag%'), ('de', 'weekday', '5', 'freitag%'), ('de', 'weekday', '6', 'samstag% sonnabend%'),
    ('de', 'weekday', '7', 'sonntag%'),
    ('de', 'month', '1', 'januar% jänner%'), ('de', 'month', '2', 'februar%'), ('de', 'month', '3', 'märz'),
    ('de', 'month', '4', 'april'), ('de', 'month', '5', 'mai'), ('de', 'month', '6', 'juni'), ('de', 'month', '7', 'juli'),
    ('de', 'month', '8', 'august'), ('de', 'month', '9', 'september'), ('de', 'month', '10', 'oktober'),
    ('de', 'month', '11', 'november'), ('de', 'month', '12', 'dezember'),
    ('de', 'number', '2', 'zwei beide% zweite% doppelt%'), ('de', 'number', '3', 'drei dritte% dreifach%'),
    ('de', 'number', '4', 'vier vierte%'), ('de', 'number', '5', 'fünf fünfte%'), ('de', 'number', '6', 'sechs sechste%'),
    ('de', 'number', '7', 'sieben siebte%'), ('de', 'number', '8', 'acht achte%'), ('de', 'number', '9', 'neun neunte%'),
    ('de', 'number', '10', 'zehn zehnte%'), ('de', 'number', '11', 'elf'), ('de', 'number', '12', 'zwölf'),
    ('de', 'number', '1', 'erste% einzige% einmal'), ('de', 'number', 'last', 'letzte%'),
    ('de', 'number', '100', 'hundert'), ('de', 'number', '1000', 'tausend'),

    ('en', 'prefix', '', 'un in im ir dis non mis'),
    ('en', 'negation', '', 'not no t never cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt nobody none'),
    ('en', 'negation', '', 'nothing nowhere neither nor without hardly barely scarcely rarely seldom unable'),
    ('en', 'negation', '', 'less fewer lower% lesser worse worst smaller% weaker% slower% cheaper% shorter% poorer% looser'),
    ('en', 'negation', '', 'abolish% abolition scrap% eliminat% remov% repeal% revok% rescind% lift lifts lifted lifting'),
    ('en', 'negation', '', 'ban bans banned banning forbid% forbad% prohibit% outlaw% prevent% block% halt% stop stops stopped'),
    ('en', 'negation', '', 'stopping ends ended ending cancel% suspend% terminat% discontinu% dismantl% demolish% destroy%'),
    ('en', 'negation', '', 'reduc% decreas% declin% diminish% shrink% shrank shrunk drop drops dropped fall falls fell fallen'),
    ('en', 'negation', '', 'falling weaken% limit limits limited limiting restrict% curb% eas% relax% loosen%'),
    ('en', 'negation', '', 'reject% refus% deny denies denied denying denial% oppos% declin% veto% objected'),
    ('en', 'negation', '', 'disprov% debunk% refut% contradict% false falsely fake% wrong wrongly lie lied lying illegal% illicit%'),
    ('en', 'negation', '', 'innocent acquit% fail fails failed failing failure lose loses losing lost loss losses lack% absen%'),
    ('en', 'negation', '', 'closes closed closing closure% shut shuts leave leaves leaving exit% withdraw% withdrew'),
    ('en', 'negation', '', 'retreat% resign% privatis% privatiz% against exclud%'),
    ('en', 'time', 'before', 'before earlier early prior'),
    ('en', 'time', 'after', 'after later late afterwards'),
    ('en', 'bound', 'below', 'under below maximum'),
    ('en', 'bound', 'above', 'over above minimum'),
    ('en', 'share', 'all', 'all every each everyone everybody always everywhere entire whole'),
    ('en', 'share', 'some', 'some few several sometimes partly half'),
    ('en', 'owner', 'public', 'public% nationalis% nationaliz%'),
    ('en', 'owner', 'private', 'private%'),
    ('en', 'duty', 'free', 'voluntar% optional%'),
    ('en', 'duty', 'bound', 'compulsory mandatory obligat%'),
    ('en', 'change', 'up', 'rais% ris% rose increas% grow% grew expand% hike% higher boost%'),
    ('en', 'change', 'down', 'cut cuts cutting slash%'),
    ('en', 'trade', 'buy', 'buy% bought purchas%'),
    ('en', 'trade', 'sell', 'sell% sold sale sales'),
    ('en', 'border', 'in', 'import% arriv% enter% admit%'),
    ('en', 'border', 'out', 'export% depart% left deport% expel%'),
    ('en', 'result', 'won', 'win wins won winning victor%'),
    ('en', 'result', 'lost', 'defeat%'),
    ('en', 'life', 'alive', 'alive surviv% living'),
    ('en', 'life', 'dead', 'dead die dies died dying kill% death%'),
    ('en', 'fault', 'guilty', 'guilty convict%'),
    ('en', 'fault', 'innocent', 'innocen% acquit%'),
    ('en', 'share', 'all', 'also even'), ('en', 'share', 'some', 'only solely exclusively'),
    ('en', 'place', 'in', 'in into inside within indoor%'), ('en', 'place', 'out', 'out outside outdoor%'),
    ('en', 'switch', 'on', 'on'), ('en', 'switch', 'off', 'off'),
    ('en', 'way', 'up', 'up upward%'), ('en', 'way', 'down', 'down downward%'),
    ('en', 'sign', 'plus', 'positive%'), ('en', 'sign', 'minus', 'negative%'),
    ('en', 'purpose', 'meant', 'deliberate% intentional% purpose%'), ('en', 'purpose', 'chance', 'accident% mistake%'),
    ('en', 'aim', 'hit', 'hit hits hitting'), ('en', 'aim', 'missed', 'miss misses missed missing'),
    ('en', 'hand', 'left', 'left'), ('en', 'hand', 'right', 'right'),
    ('en', 'compass', 'north', 'north%'), ('en', 'compass', 'south', 'south%'),
    ('en', 'compass', 'east', 'east eastern eastward%'), ('en', 'compass', 'west', 'west western westward%'),
    ('en', 'sex', 'male', 'man men male males boy boys'), ('en', 'sex', 'female', 'woman women female females girl girls'),
    ('en', 'age', 'young', 'young% new newer newly'), ('en', 'age', 'old', 'old older'),
    ('en', 'wealth', 'rich', 'rich richer richest wealthy'), ('en', 'wealth', 'poor', 'poor poorest'),
    ('en', 'peace', 'peace', 'peace% friend% ally allies'), ('en', 'peace', 'war', 'war wars warlike enem%'),
    ('en', 'season', 'summer', 'summer%'), ('en', 'season', 'winter', 'winter%'),
    ('en', 'day', 'yesterday', 'yesterday'), ('en', 'day', 'today', 'today'), ('en', 'day', 'tomorrow', 'tomorrow'),
    ('en', 'weekday', '1', 'monday%'), ('en', 'weekday', '2', 'tuesday%'), ('en', 'weekday', '3', 'wednesday%'),
    ('en', 'weekday', '4', 'thursday%'), ('en', 'weekday', '5', 'friday%'), ('en', 'weekday', '6', 'saturday%'),
    ('en', 'weekday', '7', 'sunday%'),
    ('en', 'month', '1', 'january jan'), ('en', 'month', '2', 'february feb'), ('en', 'month', '3', 'march'),
    ('en', 'month', '4', 'april'), ('en', 'month', '5', 'may'), ('en', 'month', '6', 'june'), ('en', 'month', '7', 'july'),
    ('en', 'month', '8', 'august aug'), ('en', 'month', '9', 'september sept'), ('en', 'month', '10', 'october oct'),
    ('en', 'month', '11', 'november nov'), ('en', 'month', '12', 'december dec'),
    ('en', 'number', '1', 'one once first single'), ('en', 'number', '2', 'two twice second both double%'),
    ('en', 'number', '3', 'three third triple% thrice'), ('en', 'number', '4', 'four fourth'), ('en', 'number', '5', 'five fifth'),
    ('en', 'number', '6', 'six sixth'), ('en', 'number', '7', 'seven seventh'), ('en', 'number', '8', 'eight eighth'),
    ('en', 'number', '9', 'nine ninth'), ('en', 'number', '10', 'ten tenth'), ('en', 'number', '11', 'eleven'),
    ('en', 'number', '12', 'twelve dozen'), ('en', 'number', 'last', 'last'), ('en', 'number', '100', 'hundred%'),
    ('en', 'number', '1000', 'thousand%'), ('en', 'number', '1000000', 'million%'), ('en', 'number', '1000000000', 'billion%'),

    ('fr', 'prefix', '', 'in im ir il dé mal non'),
    ('fr', 'negation', '', 'ne n non sans contre aucun% ni moins jamais interdi% prohib% supprim% suppression% aboli%'),
    ('fr', 'negation', '', 'rédui% réduction% baiss% diminu% refus% rejet% nie nient nié démen% faux fausse% illégal%'),
    ('fr', 'negation', '', 'ferm% arrêt% annul% perd% perte% empêch% limit% quitt% sort% retir% retrait%'),
    ('es', 'prefix', '', 'in im ir i des'),
    ('es', 'negation', '', 'no nunca jamás nada nadie ningún% ninguna% ni sin contra tampoco menos prohib% elimina% abol%'),
    ('es', 'negation', '', 'suprim% reduc% reduj% baja% disminu% rechaz% neg% niega% desment% falso% ilegal% cerr% cierr%'),
    ('es', 'negation', '', 'cancel% perd% pierd% impid% impedi% limit% retir% derog% veta%'),
    ('it', 'prefix', '', 'in im ir il dis s'),
    ('it', 'negation', '', 'non no mai nulla niente nessun% né senza contro meno viet% proib% abol% elimin% ridu% riduzion%'),
    ('it', 'negation', '', 'diminu% rifiut% respin% neg% smenti% falso falsa falsi illegal% chiu% ferm% annull% perd% ritir%'),
    ('pt', 'prefix', '', 'in im ir i des'),
    ('pt', 'negation', '', 'não nunca jamais nada ninguém nenhum% nem sem contra menos proib% elimin% abol% reduz% redu%'),
    ('pt', 'negation', '', 'baix% diminu% rejeit% recus% neg% desment% falso% ilegal% fech% cancel% perd% retir%'),
    ('nl', 'prefix', '', 'on'),
    ('nl', 'negation', '', 'niet niets nooit niemand geen zonder noch tegen minder lager% verbied% verbod% verboden'),
    ('nl', 'negation', '', 'afschaf% afgeschaf% verlaag% verlag% verminder% daal% daling% stop% beëindig% sluit% gesloten'),
    ('nl', 'negation', '', 'weiger% verwerp% ontken% vals% illega% verlies% verlor% beperk%'),
    ('da', 'prefix', '', 'u'),
    ('da', 'negation', '', 'ikke aldrig ingen intet uden imod mindre færre lavere forby% forbud% afskaf% sænk% reduc% stop%'),
    ('da', 'negation', '', 'afvis% nægt% falsk% ulovlig% luk% tab% mist%'),
    ('nb nn no', 'prefix', '', 'u'),
    ('nb nn no', 'negation', '', 'ikke ikkje aldri ingen inga uten utan mot mindre færre lavere forby% forbud% avskaff% senk%'),
    ('nb nn no', 'negation', '', 'reduser% stopp% avvis% nekt% falsk% ulovlig% steng% tap%'),
    ('sv', 'prefix', '', 'o'),
    ('sv', 'negation', '', 'inte ej icke aldrig ingen inga inget utan emot mindre färre lägre förbjud% förbud% avskaff%'),
    ('sv', 'negation', '', 'sänk% minsk% stopp% avvis% nek% falsk% olaglig% stäng% förlor%'),
    ('fi', 'negation', '', 'ei en et emme ette eivät älä ilman vähemmän vähem% kiel% poist% alen% lask% hylk% suljet%'),
    ('et', 'negation', '', 'ei mitte pole polnud ära ilma vähem% keel% kaot% vähend%'),
    ('pl', 'prefix', '', 'nie'),
    ('pl', 'negation', '', 'nie nigdy nikt nic żad% bez ani przeciw% mniej zakaz% zabrani% znieś% zniesi% zlikwid% obniż%'),
    ('pl', 'negation', '', 'zmniejsz% spad% odrzuc% odmów% zaprzecz% fałsz% nielegaln% zamkn% strac%'),
    ('cs', 'prefix', '', 'ne'),
    ('cs', 'negation', '', 'ne není nejsou nikdy nikdo nic žád% bez ani proti méně zakáz% zakaz% zruš% sníž% snižov% odmít%'),
    ('ru', 'prefix', '', 'не'),
    ('ru', 'negation', '', 'не нет ни никогда никто ничего никак% без против меньше менее запре% запрещ% отмен% сниз% сниж%'),
    ('ru', 'negation', '', 'сокра% уменьш% отказ% отверг% отриц% опроверг% ложн% незаконн% закры% потер%'),
    ('uk', 'prefix', '', 'не'),
    ('uk', 'negation', '', 'не ні ніколи ніхто нічого жод% без проти менше заборон% скасу% зниз% зниж% скоро% зменш%'),
    ('uk', 'negation', '', 'відмов% відхил% запереч% спрост% неправ% хибн% незаконн% закри% втрат%'),
    ('ro', 'negation', '', 'nu niciodată nimeni nimic nici fără contra împotriv% interzi% elimin% reduc% scad% respin% neag%'),
    ('hu', 'negation', '', 'nem ne soha senki semmi sem nincs nélkül ellen kevesebb tilt% tilos eltör% megszünt% csökken%'),
    ('tr', 'negation', '', 'değil yok hiç hiçbir asla olmadan karşı yasak% kaldır% azalt% düşür% reddet%'),
    ('el', 'negation', '', 'δεν μην μη όχι ποτέ κανείς κανένα% τίποτα χωρίς κατά λιγότερο απαγορ% καταργ% μειώ% αρν%'),
    ('ar', 'negation', '', 'لا لم لن ليس ليست ما غير بدون دون ضد أبدا'),
    ('he', 'negation', '', 'לא אין אל בלי ללא נגד מעולם')
) given (languages, contrast, side, words),
    regexp_split_to_table(languages, ' ') language, regexp_split_to_table(trim(words), '\s+') word;
