"""The tables with their constraints, indexes and triggers, as `makemigrations` writes them, and a quick `apply`."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    def apply(self, project_state, schema_editor, collect_sql=False):
        """Applies what follows the last field, which is indexes, constraints and triggers, to one state of the models.

        Django renders the models anew for each of them, which takes most of the time that the migration takes.
        """
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        everything = self.operations
        last = max(n for n, each in enumerate(everything) if isinstance(each, migrations.AddField)) + 1
        self.operations = everything[:last]
        state = super().apply(project_state, schema_editor)
        self.operations = everything
        del state.apps
        for operation in everything[last:]:
            operation.state_forwards(self.app_label, state)
        for operation in everything[last:]:
            operation.database_forwards(self.app_label, schema_editor, state, state)
        return state

    dependencies = [
        ('claims', '0001_functions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contradiction',
            fields=[
                ('id', models.TextField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('between_speakers', 'one speaker affirms the claim now, and another one denies it'), ('change_of_mind', 'one speaker affirmed the claim at one time, and denied it at another')], help_text='Who contradicts whom.', max_length=16)),
                ('capacity', models.CharField(choices=[('own', 'the person or body that spoke'), ('represented', 'the one on whose behalf it was said')], help_text='`own`, or `represented` if somebody else spoke for one of both.', max_length=11)),
                ('claim_created_at', models.DateTimeField()),
                ('affirming', models.BooleanField()),
                ('speaker_capacity', models.CharField(choices=[('own', 'the person or body that spoke'), ('represented', 'the one on whose behalf it was said')], max_length=11)),
                ('other_capacity', models.CharField(choices=[('own', 'the person or body that spoke'), ('represented', 'the one on whose behalf it was said')], max_length=11)),
                ('position_id', models.BigIntegerField()),
                ('other_position_id', models.BigIntegerField()),
                ('last_on', models.DateField()),
                ('other_last_on', models.DateField()),
            ],
            options={
                'db_table': 'claims_contradiction',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='CountedStance',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('capacity', models.CharField(choices=[('own', 'the person or body that spoke'), ('represented', 'the one on whose behalf it was said')], max_length=11)),
                ('position', models.CharField(choices=[('affirms', 'asserts it as true'), ('denies', 'asserts it as false'), ('qualifies', 'accepts it under a stated condition'), ('questions', 'asks for proof or leaves it open; not a denial'), ('reports', 'repeats it without endorsing it'), ('declines', 'declines to comment; never counted as a denial')], max_length=9)),
                ('made_on', models.DateField()),
                ('made_on_precision', models.CharField(choices=[('day', 'that day'), ('week', 'the week that starts on this Monday'), ('month', 'the month that starts on this day'), ('year', 'the year that starts on this day')], max_length=5)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'claims_counted_stance',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Publisher',
            fields=[
                ('key', models.TextField(help_text='The name as names are compared.', primary_key=True, serialize=False)),
                ('name', models.CharField(help_text='The name as the latest source has it.', max_length=200)),
                ('source_count', models.PositiveIntegerField(help_text='How many sources it has, counted up to 1,000.')),
                ('source_count_at_least', models.BooleanField(help_text='There may be more than 1,000 sources.')),
                ('newest_sources', models.PositiveIntegerField(help_text='How many sources `quoted` is about: those that appeared last, at most 200.')),
                ('newest_statements', models.PositiveIntegerField(help_text='How many statements in them `quoted` is about: those that stand, at most 2,000.')),
            ],
            options={
                'db_table': 'claims_publisher',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Quoted',
            fields=[
                ('id', models.TextField(primary_key=True, serialize=False)),
                ('statement_count', models.PositiveIntegerField(help_text='How many of these statements are by this speaker.')),
            ],
            options={
                'db_table': 'claims_quoted',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Repeater',
            fields=[
                ('id', models.TextField(primary_key=True, serialize=False)),
                ('position', models.CharField(choices=[('affirms', 'asserts it as true'), ('denies', 'asserts it as false'), ('qualifies', 'accepts it under a stated condition'), ('questions', 'asks for proof or leaves it open; not a denial'), ('reports', 'repeats it without endorsing it'), ('declines', 'declines to comment; never counted as a denial')], help_text='One of `positions`.', max_length=9)),
                ('times', models.PositiveIntegerField(help_text='How many of the stances that are counted are by this speaker.')),
                ('first_on', models.DateField(help_text='When the first of them was made: first day of the period.')),
                ('first_on_precision', models.CharField(choices=[('day', 'that day'), ('week', 'the week that starts on this Monday'), ('month', 'the month that starts on this day'), ('year', 'the year that starts on this day')], help_text='How exactly that is known.', max_length=5)),
                ('last_on', models.DateField(help_text='When the last of them was made: first day of the period.')),
                ('last_on_precision', models.CharField(choices=[('day', 'that day'), ('week', 'the week that starts on this Monday'), ('month', 'the month that starts on this day'), ('year', 'the year that starts on this day')], help_text='How exactly that is known.', max_length=5)),
            ],
            options={
                'db_table': 'claims_repeater',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Repetition',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('position', models.CharField(choices=[('affirms', 'asserts it as true'), ('denies', 'asserts it as false'), ('qualifies', 'accepts it under a stated condition'), ('questions', 'asks for proof or leaves it open; not a denial'), ('reports', 'repeats it without endorsing it'), ('declines', 'declines to comment; never counted as a denial')], help_text='The position.', max_length=9)),
                ('times', models.PositiveIntegerField(help_text='How many stances that count took it, of the latest 10,000; one spoken for is not counted.')),
                ('speakers', models.PositiveIntegerField(help_text='How many speakers took it in these stances.')),
                ('at_least', models.BooleanField(help_text='There may be more than 10,000 stances: the numbers are at least these.')),
            ],
            options={
                'db_table': 'claims_repetition',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('role', models.CharField(help_text='The role, as in “Secretary General”.', max_length=200)),
                ('start_date', models.DateField(blank=True, help_text='First day of the period it began in.', null=True)),
                ('start_date_precision', models.CharField(blank=True, choices=[('day', 'that day'), ('week', 'the week that starts on this Monday'), ('month', 'the month that starts on this day'), ('year', 'the year that starts on this day')], default='', help_text='How exactly the start is known.', max_length=5)),
                ('end_date', models.DateField(blank=True, help_text='First day of the period it ended in.', null=True)),
                ('end_date_precision', models.CharField(blank=True, choices=[('day', 'that day'), ('week', 'the week that starts on this Monday'), ('month', 'the month that starts on this day'), ('year', 'the year that starts on this day')], default='', help_text='How exactly the end is known.', max_length=5)),
                ('former', models.BooleanField(default=False, help_text='It has ended, but the sources do not say when.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('exact', models.TextField(help_text='The words exactly as they stand in the source.')),
                ('prefix', models.TextField(blank=True, default='', help_text='The characters right before them.')),
                ('suffix', models.TextField(blank=True, default='', help_text='The characters right after them.')),
                ('start', models.PositiveIntegerField(blank=True, help_text='Characters of the text before them.', null=True)),
                ('end', models.PositiveIntegerField(blank=True, help_text='Characters of the text up to their end.', null=True)),
                ('media_start', models.FloatField(blank=True, help_text='Seconds from the start of the recording.', null=True)),
                ('media_end', models.FloatField(blank=True, help_text='Seconds to the end of the words.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('slug', models.CharField(blank=True, db_collation='C', help_text='Public, stable key, used in addresses and filters.', max_length=120, unique=True)),
                ('text', models.TextField(help_text='The proposition as a full, positive sentence.')),
                ('name', models.CharField(help_text='A short title.', max_length=75)),
                ('other_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, db_default=[], default=list, help_text='What people call it besides, as in “bedroom tax”.', size=None)),
                ('kind', models.CharField(choices=[('event', 'something happened'), ('attribution', 'somebody did it'), ('intent', 'somebody meant it'), ('numerical', 'a quantity'), ('causal', 'one thing leads to another'), ('prediction', 'something will happen'), ('promise', 'somebody will do something'), ('position', 'something ought to be so'), ('opinion', 'a judgement')], help_text='What sort of proposition it is.', max_length=11)),
                ('language', models.CharField(default='en', help_text='BCP 47, of `text`.', max_length=35)),
                ('checkable', models.BooleanField(help_text='Whether evidence could settle it; by its kind if it is left out.')),
                ('context', models.TextField(blank=True, default='', help_text='What one has to know to understand it.')),
                ('document', models.GeneratedField(db_persist=True, expression=models.Func(models.F('language'), models.F('text'), models.F('name'), models.F('context'), models.F('other_names'), models.Value('B'), function='claims_document', output_field=django.contrib.postgres.search.SearchVectorField()), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'permissions': [('merge_claim', 'Can merge claims'), ('unmerge_claim', 'Can undo merges of claims')],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('capacity', models.CharField(choices=[('own', 'the person or body that spoke'), ('represented', 'the one on whose behalf it was said')], help_text='Whether the speaker spoke, or was spoken for.', max_length=11)),
                ('position', models.CharField(choices=[('affirms', 'asserts it as true'), ('denies', 'asserts it as false'), ('qualifies', 'accepts it under a stated condition'), ('questions', 'asks for proof or leaves it open; not a denial'), ('reports', 'repeats it without endorsing it'), ('declines', 'declines to comment; never counted as a denial')], help_text='The current position.', max_length=9)),
                ('first_on', models.DateField(help_text='When the current position was first taken: first day of the period.')),
                ('first_on_precision', models.CharField(choices=[('day', 'that day'), ('week', 'the week that starts on this Monday'), ('month', 'the month that starts on this day'), ('year', 'the year that starts on this day')], help_text='How exactly that is known.', max_length=5)),
                ('last_on', models.DateField(help_text='When the current position was last taken: first day of the period.')),
                ('last_on_precision', models.CharField(choices=[('day', 'that day'), ('week', 'the week that starts on this Monday'), ('month', 'the month that starts on this day'), ('year', 'the year that starts on this day')], help_text='How exactly that is known.', max_length=5)),
                ('stance_count', models.PositiveIntegerField(help_text='How many stances it is derived from.')),
                ('changed', models.BooleanField(help_text='Whether two committal positions in a row differ.')),
                ('taken', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('affirms', 'asserts it as true'), ('denies', 'asserts it as false'), ('qualifies', 'accepts it under a stated condition'), ('questions', 'asks for proof or leaves it open; not a denial'), ('reports', 'repeats it without endorsing it'), ('declines', 'declines to comment; never counted as a denial')], max_length=9), help_text='Every position ever taken, once.', size=None)),
                ('change', models.GeneratedField(db_persist=True, expression=models.Func('taken', 'changed', function='claims_position_change', output_field=models.CharField(choices=[('none', 'one position was taken'), ('half', 'positions differed, but it was not affirmed and denied'), ('full', 'it was affirmed at one time, and denied at another')], help_text='How far the speaker changed position.', max_length=4)), output_field=models.CharField(choices=[('none', 'one position was taken'), ('half', 'positions differed, but it was not affirmed and denied'), ('full', 'it was affirmed at one time, and denied at another')], help_text='How far the speaker changed position.', max_length=4))),
                ('claim_created_at', models.DateTimeField(help_text='When the claim was recorded; that never changes.')),
                ('contradicted', models.BooleanField(db_default=False, help_text='Whether it is part of a contradiction (`claims_contradiction`).')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('pk', models.CompositePrimaryKey('ends_at', 'client', blank=True, editable=False, primary_key=True, serialize=False)),
                ('ends_at', models.DateTimeField(help_text='When the window ends.')),
                ('client', models.CharField(db_collation='C', help_text='A hash of the address, or of the key.', max_length=40)),
                ('leased', models.BigIntegerField(help_text='How many requests, in all leases.')),
                ('latest', models.BigIntegerField(help_text='How many of them in the latest lease.')),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('found', models.PositiveIntegerField(default=0, help_text='Candidates that were found when it was last read.')),
                ('done_at', models.DateTimeField(blank=True, help_text='When; empty while something is left.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('collection', models.CharField(choices=[('speakers', 'speakers'), ('sources', 'sources'), ('topics', 'topics'), ('incidents', 'incidents'), ('statements', 'statements'), ('claims', 'claims'), ('reviews', 'reviews')], help_text='The collection that both slugs belong to.', max_length=10)),
                ('old_slug', models.CharField(db_collation='C', help_text='The former slug.', max_length=120)),
                ('new_slug', models.CharField(db_collation='C', help_text='The present slug of the row.', max_length=120)),
                ('undo', models.JSONField(editable=False, help_text='What the merge did, so that it can be undone; empty where the row was renamed.', null=True, serialize=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('slug', models.CharField(blank=True, db_collation='C', help_text='Public, stable key, used in addresses and filters.', max_length=120, unique=True)),
                ('author', models.CharField(help_text='Who reviewed it: the publisher or the person.', max_length=200)),
                ('author_url', models.URLField(blank=True, default='', help_text='Their address.', max_length=2000)),
                ('url', models.URLField(blank=True, default='', help_text='Where it was published; empty for one of our own only.', max_length=2000)),
                ('headline', models.CharField(blank=True, default='', help_text='Its title, where it has one.', max_length=500)),
                ('published_on', models.DateField(blank=True, help_text='First day of the period it appeared in.', null=True)),
                ('published_on_precision', models.CharField(blank=True, choices=[('day', 'that day'), ('week', 'the week that starts on this Monday'), ('month', 'the month that starts on this day'), ('year', 'the year that starts on this day')], default='', help_text='How exactly that is known.', max_length=5)),
                ('language', models.CharField(blank=True, default='', help_text='BCP 47, as in “en” or “pt-BR”.', max_length=35)),
                ('rating', models.CharField(help_text='The rating in its author’s words (schema.org `alternateName`): “Pants on Fire”.', max_length=200)),
                ('rating_value', models.FloatField(blank=True, help_text='The rating as a number, where there is a scale.', null=True)),
                ('best_rating', models.FloatField(blank=True, help_text='The number that stands for true.', null=True)),
                ('worst_rating', models.FloatField(blank=True, help_text='The number that stands for false.', null=True)),
                ('verdict', models.CharField(choices=[('true', 'it is true'), ('mostly_true', 'it is true but for a detail'), ('half_true', 'it is true in part'), ('mostly_false', 'it is false but for a grain of truth'), ('false', 'it is false'), ('misleading', 'it suggests what is not so'), ('missing_context', 'it leaves out what one has to know'), ('unverifiable', 'the evidence does not settle it'), ('satire', 'it was not meant seriously'), ('other', 'something else'), ('kept', 'a promise: it was kept'), ('broken', 'a promise: it was broken'), ('compromise', 'a promise: less was done than it said'), ('stalled', 'a promise: nothing moves'), ('in_the_works', 'a promise: it is being worked on'), ('not_yet_rated', 'a promise: it is too early to say')], help_text='What the rating comes to: on one scale for all authors, or for promises what became of them.', max_length=15)),
                ('body', models.TextField(blank=True, default='', help_text='What was found out, and how.')),
                ('own', models.BooleanField(db_default=False, default=False, help_text='Whether it is ours.')),
                ('status', models.CharField(choices=[('draft', 'it is being written'), ('approval_needed', 'it waits for somebody else to approve it'), ('proofreading_needed', 'it is approved, and waits for a proofreader'), ('published', 'everybody reads it')], db_default='draft', default='draft', help_text='Only published reviews are public, and count.', max_length=19)),
                ('review_note', models.TextField(blank=True, db_default='', default='', help_text='Why it was taken up again, for whoever wrote it.')),
            ],
            options={
                'permissions': [('submit_review', 'Can submit reviews for approval'), ('approve_review', 'Can approve reviews that others wrote'), ('publish_review', 'Can publish approved reviews, once proofread'), ('reopen_review', 'Can make drafts of reviews again')],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('slug', models.CharField(blank=True, db_collation='C', help_text='Public, stable key, used in addresses and filters.', max_length=120, unique=True)),
                ('kind', models.CharField(choices=[('news_article', 'a news article'), ('transcript', 'a transcript'), ('press_release', 'a press release'), ('social_post', 'a post on a social network'), ('broadcast', 'a broadcast'), ('interview', 'an interview'), ('document', 'another document')], help_text='What sort of source it is.', max_length=14)),
                ('url', models.URLField(blank=True, default='', help_text='Its address; empty when offline.', max_length=2000)),
                ('headline', models.CharField(blank=True, default='', help_text='Its title, where it has one.', max_length=500)),
                ('publisher', models.CharField(blank=True, default='', help_text='Who published it.', max_length=200)),
                ('author', models.CharField(blank=True, default='', help_text='Who wrote it.', max_length=200)),
                ('published_on', models.DateField(blank=True, help_text='First day of the period it appeared in.', null=True)),
                ('published_on_precision', models.CharField(blank=True, choices=[('day', 'that day'), ('week', 'the week that starts on this Monday'), ('month', 'the month that starts on this day'), ('year', 'the year that starts on this day')], default='', help_text='How exactly that is known.', max_length=5)),
                ('language', models.CharField(blank=True, default='', help_text='BCP 47, as in “en” or “pt-BR”.', max_length=35)),
                ('archived_url', models.URLField(blank=True, default='', help_text='A copy in an archive.', max_length=2000)),
                ('accessed_on', models.DateField(blank=True, help_text='When it was last read by the team.', null=True)),
                ('content_sha256', models.CharField(blank=True, default='', help_text='SHA-256 of the source as it was read, in hexadecimal.', max_length=64)),
                ('content', models.TextField(blank=True, default='', help_text='The text, where the deployment may keep it: quotes are verified with it, readers do not see it.')),
                ('document', models.GeneratedField(db_persist=True, expression=models.Func(models.F('language'), models.F('headline'), models.F('publisher'), models.F('author'), function='claims_document', output_field=django.contrib.postgres.search.SearchVectorField()), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'permissions': [('merge_source', 'Can merge sources'), ('unmerge_source', 'Can undo merges of sources')],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('slug', models.CharField(blank=True, db_collation='C', help_text='Public, stable key, used in addresses and filters.', max_length=120, unique=True)),
                ('kind', models.CharField(choices=[('person', 'a person'), ('organization', 'an organisation'), ('group', 'an unnamed group, such as “Danish officials”')], help_text='Person, organisation or group.', max_length=12)),
                ('name', models.CharField(help_text='The name as it is written in running text.', max_length=200)),
                ('sort_name', models.CharField(help_text='The name as it is sorted, “Rutte, Mark”; made from the name if it is left out.', max_length=200)),
                ('sort_key', models.GeneratedField(db_persist=True, expression=models.Func('sort_name', function='claims_sort_key', output_field=models.TextField(db_collation='C')), output_field=models.TextField(db_collation='C'))),
                ('other_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, help_text='Names in other languages and spellings.', size=None)),
                ('folded_names', models.GeneratedField(db_persist=True, expression=models.Func('name', 'other_names', function='claims_folded_names', output_field=models.TextField(db_collation='C')), output_field=models.TextField(db_collation='C'))),
                ('summary', models.TextField(blank=True, default='', help_text='Who this is, in a sentence or two.')),
                ('country', models.CharField(blank=True, default='', help_text='ISO 3166-1 alpha-2; empty for international bodies.', max_length=2)),
                ('identifiers', models.JSONField(blank=True, default=dict, help_text='Identifiers elsewhere, scheme to value: {“wikidata”: “Q57792”}.')),
                ('website', models.URLField(blank=True, default='', help_text="The speaker's own site.", max_length=500)),
                ('image_url', models.URLField(blank=True, default='', help_text='A portrait or a logo.', max_length=500)),
            ],
            options={
                'permissions': [('merge_speaker', 'Can merge speakers'), ('unmerge_speaker', 'Can undo merges of speakers')],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SpeakerIdentifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('scheme', models.CharField(max_length=50)),
                ('value', models.CharField(max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Stance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('position', models.CharField(choices=[('affirms', 'asserts it as true'), ('denies', 'asserts it as false'), ('qualifies', 'accepts it under a stated condition'), ('questions', 'asks for proof or leaves it open; not a denial'), ('reports', 'repeats it without endorsing it'), ('declines', 'declines to comment; never counted as a denial')], help_text='What the statement does with the claim.', max_length=9)),
                ('explicitness', models.CharField(choices=[('explicit', 'said in so many words'), ('implied', 'follows from what was said')], help_text='Whether it is said or follows from what is said.', max_length=8)),
                ('qualification', models.TextField(blank=True, default='', help_text='The condition, where the position is `qualifies`.')),
                ('excerpt', models.TextField(blank=True, default='', help_text='The words of the statement that carry it.')),
                ('rationale', models.TextField(blank=True, default='', help_text='Why it was coded so.')),
                ('method', models.CharField(choices=[('human', 'coded by a person'), ('model', 'suggested by a model')], default='human', help_text='Who coded it.', max_length=5)),
                ('model_name', models.CharField(blank=True, default='', help_text='Which model suggested it.', max_length=100)),
                ('review_status', models.CharField(choices=[('suggested', 'waits for a reviewer'), ('confirmed', 'a reviewer confirmed it'), ('rejected', 'a reviewer rejected it')], default='suggested', help_text='Only confirmed stances are public, and count.', max_length=9)),
                ('review_note', models.TextField(blank=True, db_default='', default='', help_text='What the reviewer said to it: why it was rejected, or taken up again.')),
                ('made_on', models.DateField(editable=False, help_text="When it was taken: the statement's day.")),
                ('confidence', models.FloatField(blank=True, help_text='From 0 to 1, as the coder or the model gave it.', null=True)),
            ],
            options={
                'permissions': [('review_stance', 'Can confirm and reject what others suggested'), ('reopen_stance', 'Can take a confirmed or rejected stance up again')],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('slug', models.CharField(blank=True, db_collation='C', help_text='Public, stable key, used in addresses and filters.', max_length=120, unique=True)),
                ('kind', models.CharField(choices=[('quote', "the speaker's words, verbatim"), ('paraphrase', 'the content in other words'), ('official_text', 'a published text of the speaker'), ('non_verbal', 'an act that states something')], help_text='How the source gives it.', max_length=13)),
                ('text', models.TextField(help_text='What was said: for a quote, the words themselves.')),
                ('language', models.CharField(blank=True, default='', help_text='BCP 47, of `text`.', max_length=35)),
                ('original_text', models.TextField(blank=True, default='', help_text='The words before translation.')),
                ('original_language', models.CharField(blank=True, default='', help_text='BCP 47, of the original.', max_length=35)),
                ('attribution', models.CharField(blank=True, default='', help_text="The source's own words for who spoke.", max_length=300)),
                ('made_on', models.DateField(help_text='First day of the period it was said in.')),
                ('made_on_precision', models.CharField(choices=[('day', 'that day'), ('week', 'the week that starts on this Monday'), ('month', 'the month that starts on this day'), ('year', 'the year that starts on this day')], default='day', help_text='How exactly that is known.', max_length=5)),
                ('venue', models.CharField(blank=True, default='', help_text='Where it was said.', max_length=200)),
                ('status', models.CharField(choices=[('active', 'it stands'), ('corrected', 'a corrected statement replaces it'), ('retracted', 'the speaker, the source or the desk took it back'), ('misattributed', 'it was not said by this speaker')], default='active', help_text='Whether it stands; its corrections say so, and why.', max_length=13)),
                ('document', models.GeneratedField(db_persist=True, expression=models.Func('language', 'text', 'original_language', 'original_text', function='claims_translated', output_field=django.contrib.postgres.search.SearchVectorField()), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'permissions': [('correct_statement', 'Can correct and retract statements')],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('slug', models.CharField(blank=True, db_collation='C', help_text='Public, stable key, used in addresses and filters.', max_length=120, unique=True)),
                ('name', models.CharField(help_text='The topic, as a heading.', max_length=100)),
                ('sort_key', models.GeneratedField(db_persist=True, expression=models.Func('name', function='claims_sort_key', output_field=models.TextField(db_collation='C')), output_field=models.TextField(db_collation='C'))),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('format', models.CharField(help_text='The format of the file.', max_length=20)),
                ('name', models.CharField(help_text='The name of the file.', max_length=200)),
                ('content', models.BinaryField(help_text='The file.')),
                ('mapping', models.TextField(blank=True, default='', help_text='The mapping file that it is read by.')),
                ('dry_run', models.BooleanField(default=True, help_text='Whether it is only looked at.')),
                ('seen_at', models.DateTimeField(blank=True, help_text='When its reader gave the last sign of life; empty before it is read.', null=True)),
                ('done', models.BigIntegerField(default=0, help_text='How many bytes are read.')),
                ('result', models.JSONField(blank=True, help_text='What was or would be done; empty until that is known.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('name', models.CharField(help_text='What it is for, as in “import of transcripts”.', max_length=100)),
                ('role', models.CharField(choices=[('coder', 'records statements, sources, claims and incidents, and suggests stances'), ('reviewer', 'confirms and rejects what others suggested'), ('editor', 'manages speakers and topics, merges, withdraws and corrects')], help_text='What it may do.', max_length=8)),
                ('prefix', models.CharField(db_collation='C', help_text='Its public part, to know it by.', max_length=8, unique=True)),
                ('digest', models.CharField(editable=False, help_text='SHA-256 of the whole key, in hexadecimal.', max_length=64)),
                ('expires_at', models.DateTimeField(blank=True, help_text='When it ends; empty for never.', null=True)),
                ('revoked_at', models.DateTimeField(blank=True, help_text='When it was revoked.', null=True)),
                ('last_used_at', models.DateTimeField(editable=False, help_text='When it was last used, to the minute.', null=True)),
                ('owner', models.ForeignKey(help_text='Who acts with it.', on_delete=django.db.models.deletion.PROTECT, related_name='api_keys', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'API key',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('transaction', models.BigIntegerField(db_default=models.Func(function='claims_transaction', output_field=models.BigIntegerField()), help_text='The transaction that wrote it.')),
                ('collection', models.CharField(choices=[('speakers', 'people, organisations and groups'), ('affiliations', 'roles that people held'), ('sources', 'texts and recordings'), ('topics', 'what claims are filed under'), ('incidents', 'events that claims are about'), ('statements', 'what speakers said'), ('claims', 'propositions'), ('stances', 'what statements do with claims'), ('corrections', 'what was wrong with a statement, and why'), ('reviews', 'what fact-checkers found out about claims')], help_text='Where the row is.', max_length=12)),
                ('key', models.CharField(db_collation='C', help_text='The slug or number that names the row in its collection.', max_length=120)),
                ('row_id', models.BigIntegerField(help_text="The row's primary key; NULL for what concerns readers of the row, but not its history.", null=True)),
                ('kind', models.CharField(choices=[('created', 'it came into being'), ('changed', 'it is not what it was'), ('deleted', 'it is gone')], help_text='What happened to the row.', max_length=7)),
                ('shown', models.CharField(blank=True, choices=[('created', 'it came into being'), ('changed', 'it is not what it was'), ('deleted', 'it is gone')], help_text='What happened to the row for a reader without an account; empty where nothing did.', max_length=7)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), help_text='When the transaction began that did it.')),
                ('request', models.CharField(db_default=models.Func(function='claims_writing_request', output_field=models.CharField()), help_text='The id of the request that did it, where one did.', max_length=64)),
                ('old', models.JSONField(help_text='The fields that changed, as they were.', null=True)),
                ('new', models.JSONField(help_text='The fields that changed, as they became.', null=True)),
                ('user', models.ForeignKey(db_constraint=False, db_default=models.Func(function='claims_writing_user', output_field=models.IntegerField()), db_index=False, help_text='Who did it; unknown where it was not done through the API.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ClaimTally',
            fields=[
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='tally', serialize=False, to='claims.claim')),
                ('affirms', models.PositiveIntegerField(db_default=0, help_text='Speakers who affirm it.')),
                ('denies', models.PositiveIntegerField(db_default=0, help_text='Speakers who deny it.')),
                ('qualifies', models.PositiveIntegerField(db_default=0, help_text='Speakers who accept it under a condition.')),
                ('questions', models.PositiveIntegerField(db_default=0, help_text='Speakers who question it.')),
                ('reports', models.PositiveIntegerField(db_default=0, help_text='Speakers who only report it.')),
                ('declines', models.PositiveIntegerField(db_default=0, help_text='Speakers who declined to comment.')),
                ('disputed', models.BooleanField(db_default=False, help_text='Somebody affirms it and somebody else denies it.')),
                ('agreement', models.CharField(choices=[('single', 'there is one review'), ('unanimous', 'all come to the same verdict'), ('close', 'all are on the scale from true to false, one step apart'), ('mixed', 'they differ')], help_text='How the published reviews of the claim agree; null where there are none.', max_length=9, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ClaimRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('kind', models.CharField(choices=[('equivalent', 'says the same as'), ('contradicts', 'cannot be true together with'), ('narrower', 'is a special case of'), ('supports', 'makes more likely'), ('depends_on', 'presupposes')], help_text='`claim` … `other`: equivalent and contradicts hold both ways.', max_length=11)),
                ('claim', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='relations', to='claims.claim')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations_to', to='claims.claim')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('status', models.CharField(choices=[('active', 'it stands'), ('corrected', 'a corrected statement replaces it'), ('retracted', 'the speaker, the source or the desk took it back'), ('misattributed', 'it was not said by this speaker')], help_text='Whether the statement stands after it; `active` where it does, with a detail put right, or again.', max_length=13)),
                ('what', models.TextField(help_text='What was wrong, or was changed.')),
                ('why', models.TextField(help_text='Why: how that is known.')),
                ('corrected_at', models.DateTimeField(db_default=models.Func(function='clock_timestamp', output_field=models.DateTimeField()), help_text='When it was made; the latest one on a statement gives it its status.')),
                ('editor', models.ForeignKey(blank=True, help_text='Who made it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Dismissal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('exact', models.TextField(help_text='The words.')),
                ('start', models.PositiveIntegerField(help_text='Characters of the text before the words.')),
                ('end', models.PositiveIntegerField(help_text='Characters of the text up to their end.')),
                ('dismissed_by', models.ForeignKey(help_text='Who found so.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('start', models.PositiveIntegerField(help_text='Characters of the text before the words.')),
                ('end', models.PositiveIntegerField(help_text='Characters of the text up to their end.')),
                ('fields', models.JSONField(default=dict, help_text='The values of the form, by the names of its fields.')),
                ('author', models.ForeignKey(help_text='Whose it is.', on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IdempotentRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='The `Idempotency-Key` that the client chose.', max_length=255)),
                ('request', models.CharField(help_text='SHA-256 of the method, the address and the body.', max_length=64)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('location', models.TextField(default='')),
                ('body', models.TextField(default='')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('api_key', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.apikey')),
            ],
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('format', models.CharField(help_text='The format of the file, as the command names it.', max_length=20)),
                ('system', models.CharField(help_text='Whose keys the records have: another system, or a file.', max_length=100)),
                ('file', models.CharField(help_text='The name of the file.', max_length=200)),
                ('sha256', models.CharField(blank=True, default='', help_text='Of the bytes of the file.', max_length=64)),
                ('mapping', models.TextField(blank=True, default='', help_text='The mapping file, as it was.')),
                ('finished_at', models.DateTimeField(blank=True, help_text='When it was complete.', null=True)),
                ('counts', models.JSONField(default=dict, help_text='How many rows were created, changed, found, refused.')),
                ('coder', models.ForeignKey(blank=True, help_text='Who imported it, and so coded its stances.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewer', models.ForeignKey(blank=True, help_text='Who took it on himself that its stances are right; empty where they are suggestions.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ImportedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('system', models.CharField(help_text='Whose key it is.', max_length=100)),
                ('collection', models.CharField(help_text='The collection of its row.', max_length=20)),
                ('key', models.CharField(db_collation='C', help_text='What names the record there.', max_length=200)),
                ('row', models.CharField(db_collation='C', help_text='The slug or number of its row.', max_length=120)),
                ('sha256', models.CharField(blank=True, default='', help_text='Of the record as it was imported last.', max_length=64)),
                ('raw', models.JSONField(help_text='The record itself; empty for what several records mention.', null=True)),
                ('run', models.ForeignKey(help_text='Its last import.', on_delete=django.db.models.deletion.PROTECT, related_name='records', to='claims.import')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('slug', models.CharField(blank=True, db_collation='C', help_text='Public, stable key, used in addresses and filters.', max_length=120, unique=True)),
                ('name', models.CharField(help_text='What it is called here.', max_length=200)),
                ('other_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, db_default=[], default=list, help_text='What it is called elsewhere.', size=None)),
                ('sort_key', models.GeneratedField(db_persist=True, expression=models.Func('name', function='claims_sort_key', output_field=models.TextField(db_collation='C')), output_field=models.TextField(db_collation='C'))),
                ('summary', models.TextField(blank=True, default='', help_text='What is known of it, in a sentence or two.')),
                ('start_date', models.DateField(blank=True, help_text='First day of the period it began in.', null=True)),
                ('start_date_precision', models.CharField(blank=True, choices=[('day', 'that day'), ('week', 'the week that starts on this Monday'), ('month', 'the month that starts on this day'), ('year', 'the year that starts on this day')], default='', help_text='How exactly the start is known.', max_length=5)),
                ('end_date', models.DateField(blank=True, help_text='First day of the period it ended in.', null=True)),
                ('end_date_precision', models.CharField(blank=True, choices=[('day', 'that day'), ('week', 'the week that starts on this Monday'), ('month', 'the month that starts on this day'), ('year', 'the year that starts on this day')], default='', help_text='How exactly the end is known.', max_length=5)),
                ('location_name', models.CharField(blank=True, default='', help_text='Where it happened.', max_length=200)),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, help_text='ISO 3166-1 alpha-2 codes.', size=None)),
                ('latitude', models.FloatField(blank=True, help_text='Degrees north, WGS 84.', null=True)),
                ('longitude', models.FloatField(blank=True, help_text='Degrees east, WGS 84.', null=True)),
                ('status', models.CharField(choices=[('alleged', 'somebody alleges it'), ('reported', 'it is reported as a fact, without confirmation'), ('confirmed', 'it is confirmed'), ('disproved', 'it did not happen')], help_text='How sure it is.', max_length=9)),
                ('document', models.GeneratedField(db_persist=True, expression=models.Func(models.Value(''), models.F('name'), models.F('summary'), models.F('location_name'), models.F('other_names'), models.Value('A'), function='claims_document', output_field=django.contrib.postgres.search.SearchVectorField()), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('part_of', models.ForeignKey(blank=True, help_text='The wider pattern it belongs to.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='claims.incident')),
            ],
            options={
                'permissions': [('set_status_incident', 'Can change how sure an incident is'), ('merge_incident', 'Can merge incidents'), ('unmerge_incident', 'Can undo merges of incidents')],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IncidentActor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('role', models.CharField(choices=[('alleged_perpetrator', 'said to have done it'), ('target', 'it was done to them'), ('witness', 'saw or registered it'), ('responder', 'acted on it')], help_text='The part it had.', max_length=19)),
                ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='actors', to='claims.incident')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IncidentClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('aspect', models.CharField(choices=[('occurrence', 'whether it happened'), ('responsibility', 'who did it'), ('intent', 'whether it was deliberate'), ('cause', 'why it happened'), ('impact', 'what it led to, and how grave it is'), ('legality', 'whether it was lawful'), ('response', 'what was or should be done about it')], help_text='What about the incident it is about.', max_length=14)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incident_links', to='claims.claim')),
                ('incident', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='claim_links', to='claims.incident')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IncidentKind',
            fields=[
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('slug', models.CharField(db_collation='C', help_text='As in “drone_sighting”.', max_length=40, primary_key=True, serialize=False)),
                ('name', models.CharField(help_text='As in “drone sighting”.', max_length=100)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z]+(_[a-z]+)*$')), name='incident_kind_slug_well_formed', violation_error_message='The slug of a kind is made of lower-case words joined by underscores.')],
            },
        ),
        migrations.AddField(
            model_name='incident',
            name='kind',
            field=models.ForeignKey(db_column='kind', help_text='airspace_violation, drone_sighting, infrastructure_disruption, military_activity, diplomatic_action, other, or one that this deployment added.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.incidentkind'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentkind',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."name";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."name" := claims_line(NEW."name", TG_TABLE_NAME, \'name\');\n        END IF;\n    RETURN NEW;', hash='49ca71648204113a2d3d58f67b7afcbed5ec04eb', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_5a73d', table='claims_incidentkind', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentkind',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."slug", NEW."name") IS DISTINCT FROM (OLD."slug", OLD."name") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='d74e08571081994d69aa38a73236eb91942d5250', operation='UPDATE', pgid='pgtrigger_touch_23d48', table='claims_incidentkind', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='position',
            name='claim',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='positions', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='reading',
            name='done_by',
            field=models.ForeignKey(blank=True, help_text='Who said that nothing is left in it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='redirect',
            name='merged_by',
            field=models.ForeignKey(blank=True, help_text='Who merged the row into the present one; empty where it was renamed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='review',
            name='approver',
            field=models.ForeignKey(blank=True, help_text='Who approved it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approved_reviews', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='review',
            name='claim',
            field=models.ForeignKey(db_index=False, help_text='What was reviewed.', on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='review',
            name='coder',
            field=models.ForeignKey(blank=True, help_text='Who wrote or recorded it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='coded_reviews', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(models.F('published_on'), models.F('id'), name='source_published_on'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='source_published_on_desc'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(models.F('created_at'), models.F('id'), name='source_created_at'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(models.F('language'), name='source_language'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(models.Func('publisher', function='claims_same', output_field=models.TextField()), models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='source_publisher'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(models.Func('author', function='claims_same', output_field=models.TextField()), name='source_author'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(django.db.models.functions.text.MD5('content'), condition=models.Q(('content', ''), _negated=True), name='source_content'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=django.contrib.postgres.indexes.GinIndex(models.F('document'), name='source_document'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), ('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$'), _connector='OR'), name='source_slug_well_formed', violation_error_message='A slug is made of lower-case letters and digits, in words joined by single hyphens.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('slug'), function='claims_is_visible', output_field=models.BooleanField())), name='source_slug_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['news_article', 'transcript', 'press_release', 'social_post', 'broadcast', 'interview', 'document'])), name='source_kind_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.Func('content', function='length'), output_field=models.BooleanField(), template='greatest(%(expressions)s) <= 2000000')), name='source_texts_bounded', violation_error_message='A text has at most 2,000,000 characters.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__regex', '(?i)^https?://[^\\s/]+'), _connector='OR'), name='source_url_is_url', violation_error_message='An address starts with http:// or https://.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('archived_url', ''), ('archived_url__regex', '(?i)^https?://[^\\s/]+'), _connector='OR'), name='source_archived_url_is_url', violation_error_message='An address starts with http:// or https://.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('language', ''), ('language__regex', '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*$'), _connector='OR'), name='source_language_well_formed', violation_error_message='A language is written as in BCP 47: “en”, “pt-BR”, “zh-Hant”.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('content_sha256', ''), ('content_sha256__regex', '^[0-9a-f]{64}$'), _connector='OR'), name='source_content_sha256_well_formed', violation_error_message='A SHA-256 is 64 hexadecimal digits in lower case.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('published_on'), models.F('published_on_precision'), function='claims_is_first_day', output_field=models.BooleanField())), name='source_published_precision_consistent', violation_error_message='A date needs a precision, and a precision a date, which is the first day of its period: a Monday for a week, the 1st for a month, 1 January for a year.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.UniqueConstraint(django.db.models.functions.text.MD5(models.Func('url', function='claims_url_key', output_field=models.TextField(db_collation='C'))), condition=models.Q(('url', ''), _negated=True), name='source_url_unique', violation_error_message='There is a source with this address already, perhaps written a little differently.'),
        ),
        migrations.AddField(
            model_name='reading',
            name='source',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='claims.source'),
        ),
        migrations.AddField(
            model_name='draft',
            name='source',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='claims.source'),
        ),
        migrations.AddField(
            model_name='dismissal',
            name='source',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='dismissals', to='claims.source'),
        ),
        migrations.AddField(
            model_name='claim',
            name='first_appearance',
            field=models.ForeignKey(blank=True, help_text='The source it is first known from.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='first_claims', to='claims.source'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='add_defaults', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF coalesce(NEW.published_on_precision::text, '') = '' THEN NEW.published_on_precision := CASE WHEN NEW.published_on IS NULL THEN '' ELSE 'day' END; END IF; RETURN NEW;", hash='dd6eefd1a8a1f62849e08784bdfdb80b2cbc339c', operation='INSERT OR UPDATE', pgid='pgtrigger_add_defaults_af81a', table='claims_source', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."url" || \'|\' || NEW."headline" || \'|\' || NEW."publisher" || \'|\' || NEW."author" || \'|\' || NEW."language" || \'|\' || NEW."archived_url" || \'|\' || NEW."content_sha256";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."url" := claims_line(NEW."url", TG_TABLE_NAME, \'url\');\n            NEW."headline" := claims_line(NEW."headline", TG_TABLE_NAME, \'headline\');\n            NEW."publisher" := claims_line(NEW."publisher", TG_TABLE_NAME, \'publisher\');\n            NEW."author" := claims_line(NEW."author", TG_TABLE_NAME, \'author\');\n            NEW."language" := claims_line(NEW."language", TG_TABLE_NAME, \'language\');\n            NEW."archived_url" := claims_line(NEW."archived_url", TG_TABLE_NAME, \'archived_url\');\n            NEW."content_sha256" := claims_line(NEW."content_sha256", TG_TABLE_NAME, \'content_sha256\');\n        END IF;\n    \n        PERFORM claims_check_marks(NEW."content", TG_TABLE_NAME, \'content\');\n        IF octet_length(NEW."content") > length(NEW."content") AND NEW."content" IS NOT NFC NORMALIZED THEN\n            \n            NEW."content" := normalize(NEW."content", NFC);\n        END IF;\n    RETURN NEW;', hash='bd2736f61d91edf148cf413b4a38f285ef42197a', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_1b899', table='claims_source', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."slug", NEW."kind", NEW."url", NEW."headline", NEW."publisher", NEW."author", NEW."published_on", NEW."published_on_precision", NEW."language", NEW."archived_url", NEW."accessed_on", NEW."content_sha256", NEW."content") IS DISTINCT FROM (OLD."id", OLD."slug", OLD."kind", OLD."url", OLD."headline", OLD."publisher", OLD."author", OLD."published_on", OLD."published_on_precision", OLD."language", OLD."archived_url", OLD."accessed_on", OLD."content_sha256", OLD."content") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='0e0a443a96cc8d60121fcba1bb24aec16fabd2de', operation='UPDATE', pgid='pgtrigger_touch_62497', table='claims_source', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_record_rename('sources', NEW.id, OLD.slug, NEW.slug); RETURN NULL;", hash='76a346e15e211fd335583440b2bebbc8411f9c6f', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_718ac', table='claims_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('sources', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'sources' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='4251ac76478885e44d064bfc097f41c0528f4f99', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_06691', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='forget_former_slugs', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'sources' AND new_slug = OLD.slug; RETURN NULL;", hash='17454b9711cd7f66e27ecbd25729882f282d20d9', operation='DELETE', pgid='pgtrigger_forget_former_slugs_d2bc1', table='claims_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'sources\', n.key, n.id, \'created\', \'created\', NULL, n.doc\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'kind\', r."kind", \'external_url\', r."url", \'headline\', r."headline", \'publisher\', r."publisher", \'author\', r."author", \'published_on\', r."published_on", \'published_on_precision\', r."published_on_precision", \'language\', r."language", \'archived_url\', r."archived_url", \'accessed_on\', r."accessed_on", \'content_sha256\', r."content_sha256", \'content\', CASE WHEN r."content" <> \'\' THEN encode(sha256(convert_to(r."content", \'UTF8\')), \'hex\') ELSE \'\' END) AS doc FROM new_rows r) n; RETURN NULL;', hash='6c4b6cf6790be13b1d9c4b00cfbe68ac1a8e3724', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_fd724', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            PERFORM claims_readdress(\'sources\', array_agg(n.id))\n            FROM old_rows o FULL JOIN new_rows n ON n.id = o.id WHERE coalesce(n.slug <> o.slug, false) HAVING count(*) > 0;\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'sources\', c.key, c.id, c.kind, c.shown, c.old, c.new\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'kind\', r."kind", \'external_url\', r."url", \'headline\', r."headline", \'publisher\', r."publisher", \'author\', r."author", \'published_on\', r."published_on", \'published_on_precision\', r."published_on_precision", \'language\', r."language", \'archived_url\', r."archived_url", \'accessed_on\', r."accessed_on", \'content_sha256\', r."content_sha256", \'content\', CASE WHEN r."content" <> \'\' THEN encode(sha256(convert_to(r."content", \'UTF8\')), \'hex\') ELSE \'\' END) AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'kind\', r."kind", \'external_url\', r."url", \'headline\', r."headline", \'publisher\', r."publisher", \'author\', r."author", \'published_on\', r."published_on", \'published_on_precision\', r."published_on_precision", \'language\', r."language", \'archived_url\', r."archived_url", \'accessed_on\', r."accessed_on", \'content_sha256\', r."content_sha256", \'content\', CASE WHEN r."content" <> \'\' THEN encode(sha256(convert_to(r."content", \'UTF8\')), \'hex\') ELSE \'\' END) AS doc FROM new_rows r) n ON n.id = o.id\n            CROSS JOIN LATERAL (\n                SELECT o.key, NULL::bigint AS id, \'deleted\' AS kind, \'deleted\' AS shown, NULL::jsonb AS old,\n                       NULL::jsonb AS new\n                WHERE o.key <> n.key\n                UNION ALL\n                SELECT n.key, n.id, \'changed\', \'changed\', claims_changed_members(o.doc, n.doc), claims_changed_members(n.doc, o.doc)\n            ) c\n            WHERE coalesce(o.doc <> n.doc, false); RETURN NULL;', hash='faf43af84476e54931f01ed677f869443702f7f2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_e9e38', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'sources\', o.key, o.id, \'deleted\', \'deleted\', o.doc, NULL\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'kind\', r."kind", \'external_url\', r."url", \'headline\', r."headline", \'publisher\', r."publisher", \'author\', r."author", \'published_on\', r."published_on", \'published_on_precision\', r."published_on_precision", \'language\', r."language", \'archived_url\', r."archived_url", \'accessed_on\', r."accessed_on", \'content_sha256\', r."content_sha256", \'content\', CASE WHEN r."content" <> \'\' THEN encode(sha256(convert_to(r."content", \'UTF8\')), \'hex\') ELSE \'\' END) AS doc FROM old_rows r) o; RETURN NULL;', hash='1f57c479c58f390ec1b0248c9982cc5878228b7a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_96c1e', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='quotes_stand', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_quote(id) FROM claims_statement WHERE source_id = NEW.id;\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='09efe93d4ea8c6ef29c9bdc6150f8656991cc989', operation='UPDATE OF "content"', pgid='pgtrigger_quotes_stand_c7d2b', table='claims_source', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=models.Index(models.F('sort_key'), models.F('id'), name='speaker_sort_key'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=models.Index(models.F('created_at'), models.F('id'), name='speaker_created_at'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=models.Index(models.F('updated_at'), models.F('id'), name='speaker_updated_at'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=models.Index(models.F('country'), name='speaker_country'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=models.Index(models.Func('name', function='claims_same', output_field=models.TextField()), name='speaker_name'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=django.contrib.postgres.indexes.GinIndex(models.F('other_names'), name='speaker_other_names'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('folded_names', 'gin_trgm_ops'), name='speaker_folded_names'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), ('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$'), _connector='OR'), name='speaker_slug_well_formed', violation_error_message='A slug is made of lower-case letters and digits, in words joined by single hyphens.'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('slug'), function='claims_is_visible', output_field=models.BooleanField())), name='speaker_slug_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['person', 'organization', 'group'])), name='speaker_kind_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('name'), function='claims_is_visible', output_field=models.BooleanField())), name='speaker_name_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.Func('summary', function='length'), output_field=models.BooleanField(), template='greatest(%(expressions)s) <= 10000')), name='speaker_texts_bounded', violation_error_message='A text has at most 10,000 characters.'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('sort_name'), function='claims_is_visible', output_field=models.BooleanField())), name='speaker_sort_name_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(('country', ''), ('country__in', ('AD', 'AE', 'AF', 'AG', 'AI', 'AL', 'AM', 'AO', 'AQ', 'AR', 'AS', 'AT', 'AU', 'AW', 'AX', 'AZ', 'BA', 'BB', 'BD', 'BE', 'BF', 'BG', 'BH', 'BI', 'BJ', 'BL', 'BM', 'BN', 'BO', 'BQ', 'BR', 'BS', 'BT', 'BV', 'BW', 'BY', 'BZ', 'CA', 'CC', 'CD', 'CF', 'CG', 'CH', 'CI', 'CK', 'CL', 'CM', 'CN', 'CO', 'CR', 'CU', 'CV', 'CW', 'CX', 'CY', 'CZ', 'DE', 'DJ', 'DK', 'DM', 'DO', 'DZ', 'EC', 'EE', 'EG', 'EH', 'ER', 'ES', 'ET', 'FI', 'FJ', 'FK', 'FM', 'FO', 'FR', 'GA', 'GB', 'GD', 'GE', 'GF', 'GG', 'GH', 'GI', 'GL', 'GM', 'GN', 'GP', 'GQ', 'GR', 'GS', 'GT', 'GU', 'GW', 'GY', 'HK', 'HM', 'HN', 'HR', 'HT', 'HU', 'ID', 'IE', 'IL', 'IM', 'IN', 'IO', 'IQ', 'IR', 'IS', 'IT', 'JE', 'JM', 'JO', 'JP', 'KE', 'KG', 'KH', 'KI', 'KM', 'KN', 'KP', 'KR', 'KW', 'KY', 'KZ', 'LA', 'LB', 'LC', 'LI', 'LK', 'LR', 'LS', 'LT', 'LU', 'LV', 'LY', 'MA', 'MC', 'MD', 'ME', 'MF', 'MG', 'MH', 'MK', 'ML', 'MM', 'MN', 'MO', 'MP', 'MQ', 'MR', 'MS', 'MT', 'MU', 'MV', 'MW', 'MX', 'MY', 'MZ', 'NA', 'NC', 'NE', 'NF', 'NG', 'NI', 'NL', 'NO', 'NP', 'NR', 'NU', 'NZ', 'OM', 'PA', 'PE', 'PF', 'PG', 'PH', 'PK', 'PL', 'PM', 'PN', 'PR', 'PS', 'PT', 'PW', 'PY', 'QA', 'RE', 'RO', 'RS', 'RU', 'RW', 'SA', 'SB', 'SC', 'SD', 'SE', 'SG', 'SH', 'SI', 'SJ', 'SK', 'SL', 'SM', 'SN', 'SO', 'SR', 'SS', 'ST', 'SV', 'SX', 'SY', 'SZ', 'TC', 'TD', 'TF', 'TG', 'TH', 'TJ', 'TK', 'TL', 'TM', 'TN', 'TO', 'TR', 'TT', 'TV', 'TW', 'TZ', 'UA', 'UG', 'UM', 'US', 'UY', 'UZ', 'VA', 'VC', 'VE', 'VG', 'VI', 'VN', 'VU', 'WF', 'WS', 'XK', 'YE', 'YT', 'ZA', 'ZM', 'ZW')), _connector='OR'), name='speaker_country_known', violation_error_message='A country is two capital letters, as in ISO 3166-1: “DK”.'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(('website', ''), ('website__regex', '(?i)^https?://[^\\s/]+'), _connector='OR'), name='speaker_website_is_url', violation_error_message='An address starts with http:// or https://.'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(('image_url', ''), ('image_url__regex', '(?i)^https?://[^\\s/]+'), _connector='OR'), name='speaker_image_url_is_url', violation_error_message='An address starts with http:// or https://.'),
        ),
        migrations.AddField(
            model_name='position',
            name='speaker',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='positions', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='incidentactor',
            name='speaker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incident_parts', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='affiliation',
            name='organization',
            field=models.ForeignKey(help_text='Where the role is held.', on_delete=django.db.models.deletion.PROTECT, related_name='members', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='affiliation',
            name='person',
            field=models.ForeignKey(help_text='Who holds the role.', on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='claims.speaker'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='add_defaults', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF coalesce(NEW.sort_name::text, '') = '' THEN NEW.sort_name := claims_sort_name(NEW.kind, NEW.name); END IF; RETURN NEW;", hash='994bd6536638a4e9b97d4cb0433e5ace63a618ce', operation='INSERT OR UPDATE', pgid='pgtrigger_add_defaults_869e3', table='claims_speaker', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."name" || \'|\' || NEW."sort_name" || \'|\' || NEW."country" || \'|\' || NEW."website" || \'|\' || NEW."image_url";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."name" := claims_line(NEW."name", TG_TABLE_NAME, \'name\');\n            NEW."sort_name" := claims_line(NEW."sort_name", TG_TABLE_NAME, \'sort_name\');\n            NEW."country" := claims_line(NEW."country", TG_TABLE_NAME, \'country\');\n            NEW."website" := claims_line(NEW."website", TG_TABLE_NAME, \'website\');\n            NEW."image_url" := claims_line(NEW."image_url", TG_TABLE_NAME, \'image_url\');\n        END IF;\n    \n        words := NEW."summary";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x08\\x0b-\\x1f\\x7f]\' THEN\n            NEW."summary" := claims_lines(NEW."summary", TG_TABLE_NAME, \'summary\');\n        END IF;\n    \n            NEW."other_names" := claims_line_list(NEW."other_names", TG_TABLE_NAME, \'other_names\');\n            NEW."identifiers" := claims_line_values(NEW."identifiers", TG_TABLE_NAME, \'identifiers\');RETURN NEW;', hash='e0c1d94009d247063de37dc5484ee8990766010a', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_508ef', table='claims_speaker', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."slug", NEW."kind", NEW."name", NEW."sort_name", NEW."other_names", NEW."summary", NEW."country", NEW."identifiers", NEW."website", NEW."image_url") IS DISTINCT FROM (OLD."id", OLD."slug", OLD."kind", OLD."name", OLD."sort_name", OLD."other_names", OLD."summary", OLD."country", OLD."identifiers", OLD."website", OLD."image_url") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='91e8f7f85d3228c0404ff5a2f105805d5d2e6620', operation='UPDATE', pgid='pgtrigger_touch_7f2ba', table='claims_speaker', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_record_rename('speakers', NEW.id, OLD.slug, NEW.slug); RETURN NULL;", hash='b9837fa62b87d2d3ad0b3cc06a84881a2a15ad0d', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_708e2', table='claims_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('speakers', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'speakers' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='4f0f4f0d8af1bf65c3be2f6a8477960e6bc8c212', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_47d99', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='forget_former_slugs', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'speakers' AND new_slug = OLD.slug; RETURN NULL;", hash='0fe886e15736591ffbd78bb3925009aee17c34f4', operation='DELETE', pgid='pgtrigger_forget_former_slugs_1c6c6', table='claims_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'speakers\', n.key, n.id, \'created\', \'created\', NULL, n.doc\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'kind\', r."kind", \'name\', r."name", \'sort_name\', r."sort_name", \'other_names\', r."other_names", \'summary\', r."summary", \'country\', r."country", \'identifiers\', r."identifiers", \'website\', r."website", \'image_url\', r."image_url") AS doc FROM new_rows r) n; RETURN NULL;', hash='889a8cd970ccc26c7aa6002e4de53d62233c2b2b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_8d0a2', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            PERFORM claims_readdress(\'speakers\', array_agg(n.id))\n            FROM old_rows o FULL JOIN new_rows n ON n.id = o.id WHERE coalesce(n.slug <> o.slug, false) HAVING count(*) > 0;\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'speakers\', c.key, c.id, c.kind, c.shown, c.old, c.new\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'kind\', r."kind", \'name\', r."name", \'sort_name\', r."sort_name", \'other_names\', r."other_names", \'summary\', r."summary", \'country\', r."country", \'identifiers\', r."identifiers", \'website\', r."website", \'image_url\', r."image_url") AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'kind\', r."kind", \'name\', r."name", \'sort_name\', r."sort_name", \'other_names\', r."other_names", \'summary\', r."summary", \'country\', r."country", \'identifiers\', r."identifiers", \'website\', r."website", \'image_url\', r."image_url") AS doc FROM new_rows r) n ON n.id = o.id\n            CROSS JOIN LATERAL (\n                SELECT o.key, NULL::bigint AS id, \'deleted\' AS kind, \'deleted\' AS shown, NULL::jsonb AS old,\n                       NULL::jsonb AS new\n                WHERE o.key <> n.key\n                UNION ALL\n                SELECT n.key, n.id, \'changed\', \'changed\', claims_changed_members(o.doc, n.doc), claims_changed_members(n.doc, o.doc)\n            ) c\n            WHERE coalesce(o.doc <> n.doc, false); RETURN NULL;', hash='52e55e948a347bbf0d6347c9213086b474824563', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_974c5', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'speakers\', o.key, o.id, \'deleted\', \'deleted\', o.doc, NULL\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'kind\', r."kind", \'name\', r."name", \'sort_name\', r."sort_name", \'other_names\', r."other_names", \'summary\', r."summary", \'country\', r."country", \'identifiers\', r."identifiers", \'website\', r."website", \'image_url\', r."image_url") AS doc FROM old_rows r) o; RETURN NULL;', hash='09a6bf8f4ef56909ea391c09d5366486e9d56c5e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_14b10', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='identifiers', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF jsonb_typeof(NEW.identifiers) <> \'object\' OR EXISTS (\n                        SELECT FROM jsonb_each(NEW.identifiers) pair\n                        WHERE jsonb_typeof(pair.value) <> \'string\' OR pair.key = \'\' OR pair.value = \'""\'\n                    ) THEN\n                        PERFORM claims_refuse(\'speaker_identifiers_map_schemes_to_values\', format(\n                            \'The identifiers of %s must map schemes to values, both of them texts.\', NEW.slug));\n                    END IF;\n                    DELETE FROM claims_speakeridentifier WHERE speaker_id = NEW.id;\n                    INSERT INTO claims_speakeridentifier (speaker_id, scheme, value)\n                    SELECT NEW.id, pair.key, pair.value FROM jsonb_each_text(NEW.identifiers) pair ORDER BY 2, 3;\n                    RETURN NULL;\n                ', hash='3948daa824bb559b0c07ac566c590c74659d53f5', operation='INSERT OR UPDATE OF "identifiers"', pgid='pgtrigger_identifiers_6a0db', table='claims_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='forget_identifiers', sql=pgtrigger.compiler.UpsertTriggerSql(func='DELETE FROM claims_speakeridentifier WHERE speaker_id = OLD.id; RETURN OLD;', hash='a10d903ccf0ad4b8f798a21e3ebe341350c5bc6a', operation='DELETE', pgid='pgtrigger_forget_identifiers_07225', table='claims_speaker', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='kind_of_members', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_affiliation(id) FROM claims_affiliation WHERE NEW.id IN (person_id, organization_id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='b0bf17cbfd97d4cf53f1ed40b52dbc2ad4c0c1c8', operation='UPDATE OF "kind"', pgid='pgtrigger_kind_of_members_8ff87', table='claims_speaker', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddField(
            model_name='speakeridentifier',
            name='speaker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='stance',
            name='claim',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='stances', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='stance',
            name='coder',
            field=models.ForeignKey(blank=True, help_text='Who coded it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='coded_stances', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stance',
            name='on_behalf_of',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, help_text='For whom it was taken, as the statement says.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='stance',
            name='reviewer',
            field=models.ForeignKey(blank=True, help_text='Who confirmed or rejected it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviewed_stances', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stance',
            name='speaker',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, help_text="Who took it: the statement's speaker.", on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='position',
            name='stance',
            field=models.ForeignKey(db_constraint=False, help_text='The stance that took it last.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.stance'),
        ),
        migrations.AddField(
            model_name='statement',
            name='affiliation',
            field=models.ForeignKey(blank=True, help_text='The role in which it was said; found by the date where there was only one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='claims.affiliation'),
        ),
        migrations.AddField(
            model_name='statement',
            name='incidents',
            field=models.ManyToManyField(blank=True, help_text='What it is about.', related_name='statements', to='claims.incident'),
        ),
        migrations.AddField(
            model_name='statement',
            name='on_behalf_of',
            field=models.ForeignKey(blank=True, help_text='For whom it was said.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='represented_statements', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='statement',
            name='source',
            field=models.ForeignKey(help_text='Where it is reported.', on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='claims.source'),
        ),
        migrations.AddField(
            model_name='statement',
            name='speaker',
            field=models.ForeignKey(db_index=False, help_text='Who said it.', on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='statement',
            name='supersedes',
            field=models.ForeignKey(blank=True, help_text='The earlier statement that this one takes back or corrects.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='claims.statement'),
        ),
        migrations.AddField(
            model_name='stance',
            name='statement',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='stances', to='claims.statement'),
        ),
        migrations.AddField(
            model_name='correction',
            name='replacement',
            field=models.ForeignKey(blank=True, help_text='The statement that replaces it, and `supersedes` it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='claims.statement'),
        ),
        migrations.AddField(
            model_name='correction',
            name='statement',
            field=models.ForeignKey(db_index=False, help_text='What is corrected.', on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='claims.statement'),
        ),
        migrations.AddField(
            model_name='citation',
            name='statement',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='claims.statement'),
        ),
        migrations.AddField(
            model_name='topic',
            name='broader',
            field=models.ForeignKey(blank=True, help_text='The topic that this one is part of.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='claims.topic'),
        ),
        migrations.AddField(
            model_name='claim',
            name='topics',
            field=models.ManyToManyField(blank=True, help_text='What it is filed under.', related_name='claims', to='claims.topic'),
        ),
        migrations.AddField(
            model_name='upload',
            name='owner',
            field=models.ForeignKey(help_text='Who may import it.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='apikey',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('name'), function='claims_is_visible', output_field=models.BooleanField())), name='api_key_name_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='apikey',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['coder', 'reviewer', 'editor'])), name='api_key_role_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='apikey',
            constraint=models.CheckConstraint(condition=models.Q(('prefix__regex', '^[a-z0-9]{8}$')), name='api_key_prefix_well_formed', violation_error_message='The prefix of a key is eight lower-case letters and digits.'),
        ),
        migrations.AddConstraint(
            model_name='apikey',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='api_key_digest_well_formed', violation_error_message='A SHA-256 is 64 hexadecimal digits in lower case.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apikey',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."name" || \'|\' || NEW."digest";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."name" := claims_line(NEW."name", TG_TABLE_NAME, \'name\');\n            NEW."digest" := claims_line(NEW."digest", TG_TABLE_NAME, \'digest\');\n        END IF;\n    RETURN NEW;', hash='1f7f35636fc82cdbf73243e5b37ef4ce80a2500e', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_a84a5', table='claims_apikey', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apikey',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."owner_id", NEW."name", NEW."role", NEW."prefix", NEW."digest", NEW."expires_at", NEW."revoked_at", NEW."last_used_at") IS DISTINCT FROM (OLD."id", OLD."owner_id", OLD."name", OLD."role", OLD."prefix", OLD."digest", OLD."expires_at", OLD."revoked_at", OLD."last_used_at") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='9f4dcf871c8812646a34bd0dfb73a2eab80b268e', operation='UPDATE', pgid='pgtrigger_touch_681eb', table='claims_apikey', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(models.F('transaction'), models.F('id'), include=('collection',), name='change_in_order'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(models.F('collection'), models.F('row_id'), models.F('id'), name='change_of_row'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(models.F('collection'), models.F('key'), models.F('id'), condition=models.Q(('kind', 'deleted')), name='change_last_key'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(models.F('transaction'), models.F('id'), condition=models.Q(django.db.models.lookups.In(models.Func(models.F('collection'), models.F('shown'), arg_joiner=" || ' ' || ", output_field=models.TextField(), template='(%(expressions)s)'), ['statements created', 'corrections created', 'reviews created']), models.Q(('collection', 'stances'), ('new__has_key', 'contradicts'), ('row_id', None)), _connector='OR'), name='change_news'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(models.F('key'), models.F('id'), condition=models.Q(('collection', 'stances'), ('new__has_key', 'contradicts'), ('row_id', None)), name='change_of_mind'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('collection__in', ['speakers', 'affiliations', 'sources', 'topics', 'incidents', 'statements', 'claims', 'stances', 'corrections', 'reviews'])), name='change_collection_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['created', 'changed', 'deleted'])), name='change_kind_valid', violation_error_message='This is none of the choices.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='change',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    PERFORM claims_refuse('change_is_kept', 'What happened stays written down as it was.');\n                    RETURN NULL;\n                ", hash='f72c448414c3aa6ba8948e58a22fc14248a2e671', level='STATEMENT', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1c98d', table='claims_change', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='claimtally',
            index=models.Index(models.F('claim'), condition=models.Q(('disputed', True)), name='claim_tally_disputed'),
        ),
        migrations.AddIndex(
            model_name='claimtally',
            index=models.Index(models.F('agreement'), models.F('claim'), name='claim_tally_agreement'),
        ),
        migrations.AddConstraint(
            model_name='claimtally',
            constraint=models.CheckConstraint(condition=models.Q(('agreement__isnull', True), ('agreement__in', ['single', 'unanimous', 'close', 'mixed']), _connector='OR'), name='claim_tally_agreement_valid', violation_error_message='This is none of the choices.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimtally',
            trigger=pgtrigger.compiler.Trigger(name='derived', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF coalesce(current_setting('claims.refreshing', true), '') <> 'on' THEN\n            PERFORM claims_refuse(\n                'positions_are_derived', 'Positions and tallies follow from the stances and reviews: write those.');\n        END IF;\n        RETURN NULL;\n    ", hash='86a23921ac77f673777b327151a0d9fcd774289e', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_derived_32f9a', table='claims_claimtally', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimtally',
            trigger=pgtrigger.compiler.Trigger(name='tally_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        INSERT INTO claims_change (collection, key, kind, shown)\n        SELECT 'claims', c.slug, 'changed', 'changed'\n        FROM (SELECT n.claim_id FROM old_rows o FULL JOIN new_rows n ON n.claim_id = o.claim_id WHERE coalesce(\n    (n.affirms, n.denies, n.qualifies, n.questions, n.reports, n.declines, n.disputed, n.agreement)\n    IS DISTINCT FROM\n    (o.affirms, o.denies, o.qualifies, o.questions, o.reports, o.declines, o.disputed, o.agreement)\n, false) OFFSET 0) t\n        JOIN claims_claim c ON c.id = t.claim_id;\n        RETURN NULL;\n    ", hash='14deb6b6816539793cbcf162ff8389ef2aa807ad', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_tally_changed_3a8c1', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_claimtally', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='claimrelation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['equivalent', 'contradicts', 'narrower', 'supports', 'depends_on'])), name='claim_relation_kind_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='claimrelation',
            constraint=models.CheckConstraint(condition=models.Q(('claim', models.F('other')), _negated=True), name='claim_relation_not_to_itself', violation_error_message='A claim is not related to itself.'),
        ),
        migrations.AddConstraint(
            model_name='claimrelation',
            constraint=models.UniqueConstraint(models.F('claim'), models.F('other'), models.F('kind'), name='claim_relation_unique', violation_error_message='The two claims are related in this way already.'),
        ),
        migrations.AddConstraint(
            model_name='claimrelation',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Least('claim', 'other'), django.db.models.functions.comparison.Greatest('claim', 'other'), models.F('kind'), condition=models.Q(('kind__in', ['equivalent', 'contradicts'])), name='claim_relation_symmetric_once', violation_error_message='The two claims are related in this way already, seen from the other one.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimrelation',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."claim_id", NEW."other_id", NEW."kind") IS DISTINCT FROM (OLD."id", OLD."claim_id", OLD."other_id", OLD."kind") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='9d0006cc96ac493eb3bfc9db1ee5291181ca5128', operation='UPDATE', pgid='pgtrigger_touch_a809b', table='claims_claimrelation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimrelation',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)\n            SELECT \'claims\', p.slug, p.id, \'changed\', \'changed\', jsonb_build_object(n.field, NULL), jsonb_build_object(n.field, n.doc)\n            FROM (SELECT r.id, \'relations\' AS field, r.claim_id AS owner, jsonb_build_object(\'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."other_id"), \'kind\', r."kind") AS doc FROM new_rows r UNION ALL SELECT r.id, \'relations_to\' AS field, r.other_id AS owner, jsonb_build_object(\'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'kind\', r."kind") AS doc FROM new_rows r) n JOIN claims_claim p ON p.id = n.owner; RETURN NULL;', hash='e6f4388d0a7fb4a19162ad0a72d4040331494a66', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_e002c', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_claimrelation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimrelation',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)\n            SELECT \'claims\', p.slug, p.id, \'changed\', \'changed\', jsonb_build_object(c.field, c.old), jsonb_build_object(c.field, c.new)\n            FROM (\n                SELECT field, owner, o.doc AS old, n.doc AS new\n                FROM (SELECT r.id, \'relations\' AS field, r.claim_id AS owner, jsonb_build_object(\'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."other_id"), \'kind\', r."kind") AS doc FROM old_rows r UNION ALL SELECT r.id, \'relations_to\' AS field, r.other_id AS owner, jsonb_build_object(\'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'kind\', r."kind") AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, \'relations\' AS field, r.claim_id AS owner, jsonb_build_object(\'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."other_id"), \'kind\', r."kind") AS doc FROM new_rows r UNION ALL SELECT r.id, \'relations_to\' AS field, r.other_id AS owner, jsonb_build_object(\'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'kind\', r."kind") AS doc FROM new_rows r) n\n                USING (id, field, owner) WHERE o.doc IS DISTINCT FROM n.doc\n            ) c JOIN claims_claim p ON p.id = c.owner; RETURN NULL;', hash='cad675310c2891f4fa7318c0fe1f01426e24d3b5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_8f27c', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_claimrelation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimrelation',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)\n            SELECT \'claims\', p.slug, p.id, \'changed\', \'changed\', jsonb_build_object(o.field, o.doc), jsonb_build_object(o.field, NULL)\n            FROM (SELECT r.id, \'relations\' AS field, r.claim_id AS owner, jsonb_build_object(\'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."other_id"), \'kind\', r."kind") AS doc FROM old_rows r UNION ALL SELECT r.id, \'relations_to\' AS field, r.other_id AS owner, jsonb_build_object(\'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'kind\', r."kind") AS doc FROM old_rows r) o JOIN claims_claim p ON p.id = o.owner; RETURN NULL;', hash='86a63e2ae0381a9a8a6cec6b893ae7db8bcfba54', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_c7435', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_claimrelation', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='idempotentrequest',
            index=models.Index(models.F('created_at'), name='idempotent_request_created_at'),
        ),
        migrations.AddConstraint(
            model_name='idempotentrequest',
            constraint=models.UniqueConstraint(models.F('api_key'), models.F('name'), name='idempotent_request_once', violation_error_message='A request with this `Idempotency-Key` was made with this key already.'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('result__isnull', True), ('seen_at__isnull', False), _connector='OR'), name='upload_result_of_work', violation_error_message='A file that is not read yet has no result.'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('done__gte', 0)), name='upload_done_not_negative', violation_error_message='Nobody reads less than nothing.'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('system'), function='claims_is_visible', output_field=models.BooleanField())), name='import_system_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('sha256', ''), ('sha256__regex', '^[0-9a-f]{64}$'), _connector='OR'), name='import_sha256_well_formed', violation_error_message='A SHA-256 is 64 hexadecimal digits in lower case.'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('coder__isnull', True), ('reviewer__isnull', True), models.Q(('coder', models.F('reviewer')), _negated=True), _connector='OR'), name='import_reviewed_by_somebody_else', violation_error_message='Who imports a file does not review what it suggests: that takes a second person.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='import',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."format" || \'|\' || NEW."system" || \'|\' || NEW."file" || \'|\' || NEW."sha256";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."format" := claims_line(NEW."format", TG_TABLE_NAME, \'format\');\n            NEW."system" := claims_line(NEW."system", TG_TABLE_NAME, \'system\');\n            NEW."file" := claims_line(NEW."file", TG_TABLE_NAME, \'file\');\n            NEW."sha256" := claims_line(NEW."sha256", TG_TABLE_NAME, \'sha256\');\n        END IF;\n    \n        words := NEW."mapping";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x08\\x0b-\\x1f\\x7f]\' THEN\n            NEW."mapping" := claims_lines(NEW."mapping", TG_TABLE_NAME, \'mapping\');\n        END IF;\n    \n            NEW."counts" := claims_line_values(NEW."counts", TG_TABLE_NAME, \'counts\');RETURN NEW;', hash='5d83d32b3ca5d4d623491e1bd4adb477eb322a07', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_9cf50', table='claims_import', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='import',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."format", NEW."system", NEW."file", NEW."sha256", NEW."mapping", NEW."coder_id", NEW."reviewer_id", NEW."finished_at", NEW."counts") IS DISTINCT FROM (OLD."id", OLD."format", OLD."system", OLD."file", OLD."sha256", OLD."mapping", OLD."coder_id", OLD."reviewer_id", OLD."finished_at", OLD."counts") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='6963e8e603bb4f22c33513bae99fd8f2b1eddda6', operation='UPDATE', pgid='pgtrigger_touch_ad902', table='claims_import', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='importedrecord',
            constraint=models.CheckConstraint(condition=models.Q(('sha256', ''), ('sha256__regex', '^[0-9a-f]{64}$'), _connector='OR'), name='importedrecord_sha256_well_formed', violation_error_message='A SHA-256 is 64 hexadecimal digits in lower case.'),
        ),
        migrations.AddConstraint(
            model_name='importedrecord',
            constraint=models.UniqueConstraint(models.F('system'), models.F('collection'), models.F('key'), name='importedrecord_once', violation_error_message='This record is imported already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importedrecord',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."system", NEW."collection", NEW."key", NEW."row", NEW."sha256", NEW."raw", NEW."run_id") IS DISTINCT FROM (OLD."id", OLD."system", OLD."collection", OLD."key", OLD."row", OLD."sha256", OLD."raw", OLD."run_id") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='dd960c608ef0eedd04315e1438e35eea49508df5', operation='UPDATE', pgid='pgtrigger_touch_1d498', table='claims_importedrecord', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='incidentclaim',
            constraint=models.CheckConstraint(condition=models.Q(('aspect__in', ['occurrence', 'responsibility', 'intent', 'cause', 'impact', 'legality', 'response'])), name='incident_claim_aspect_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='incidentclaim',
            constraint=models.UniqueConstraint(models.F('incident'), models.F('claim'), models.F('aspect'), name='incident_claim_unique', violation_error_message='The claim is linked to this incident under this aspect already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentclaim',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."incident_id", NEW."claim_id", NEW."aspect") IS DISTINCT FROM (OLD."id", OLD."incident_id", OLD."claim_id", OLD."aspect") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='a430fe2bc6c80b465890c8ad29cddc454173d2f2', operation='UPDATE', pgid='pgtrigger_touch_047d3', table='claims_incidentclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentclaim',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)\n            SELECT \'claims\', p.slug, p.id, \'changed\', \'changed\', jsonb_build_object(n.field, NULL), jsonb_build_object(n.field, n.doc)\n            FROM (SELECT r.id, \'incidents\' AS field, r.claim_id AS owner, jsonb_build_object(\'incident\', (SELECT t.slug FROM "claims_incident" t WHERE t.id = r."incident_id"), \'aspect\', r."aspect") AS doc FROM new_rows r) n JOIN claims_claim p ON p.id = n.owner; RETURN NULL;', hash='cdffe4ba467f28f9191c3f204c4ebcd0ed57c621', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_643c9', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_incidentclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentclaim',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)\n            SELECT \'claims\', p.slug, p.id, \'changed\', \'changed\', jsonb_build_object(c.field, c.old), jsonb_build_object(c.field, c.new)\n            FROM (\n                SELECT field, owner, o.doc AS old, n.doc AS new\n                FROM (SELECT r.id, \'incidents\' AS field, r.claim_id AS owner, jsonb_build_object(\'incident\', (SELECT t.slug FROM "claims_incident" t WHERE t.id = r."incident_id"), \'aspect\', r."aspect") AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, \'incidents\' AS field, r.claim_id AS owner, jsonb_build_object(\'incident\', (SELECT t.slug FROM "claims_incident" t WHERE t.id = r."incident_id"), \'aspect\', r."aspect") AS doc FROM new_rows r) n\n                USING (id, field, owner) WHERE o.doc IS DISTINCT FROM n.doc\n            ) c JOIN claims_claim p ON p.id = c.owner; RETURN NULL;', hash='4f0219b592cd9bd341303f00b8e7a5293d7a0d90', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_f0ebe', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_incidentclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentclaim',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)\n            SELECT \'claims\', p.slug, p.id, \'changed\', \'changed\', jsonb_build_object(o.field, o.doc), jsonb_build_object(o.field, NULL)\n            FROM (SELECT r.id, \'incidents\' AS field, r.claim_id AS owner, jsonb_build_object(\'incident\', (SELECT t.slug FROM "claims_incident" t WHERE t.id = r."incident_id"), \'aspect\', r."aspect") AS doc FROM old_rows r) o JOIN claims_claim p ON p.id = o.owner; RETURN NULL;', hash='775dd3a2e9b8529c64e8350f30bc5b2f154ca774', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_5cf64', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_incidentclaim', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(models.F('start_date'), models.F('id'), name='incident_start_date'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(models.OrderBy(models.F('start_date'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='incident_start_date_desc'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(models.F('sort_key'), models.F('id'), name='incident_sort_key'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(models.F('created_at'), models.F('id'), name='incident_created_at'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=django.contrib.postgres.indexes.GinIndex(models.F('countries'), name='incident_countries'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=django.contrib.postgres.indexes.GinIndex(models.F('document'), name='incident_document'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), ('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$'), _connector='OR'), name='incident_slug_well_formed', violation_error_message='A slug is made of lower-case letters and digits, in words joined by single hyphens.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('slug'), function='claims_is_visible', output_field=models.BooleanField())), name='incident_slug_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('name'), function='claims_is_visible', output_field=models.BooleanField())), name='incident_name_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.Func('summary', function='length'), output_field=models.BooleanField(), template='greatest(%(expressions)s) <= 10000')), name='incident_texts_bounded', violation_error_message='A text has at most 10,000 characters.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['alleged', 'reported', 'confirmed', 'disproved'])), name='incident_status_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('start_date'), models.F('start_date_precision'), function='claims_is_first_day', output_field=models.BooleanField())), name='incident_start_precision_consistent', violation_error_message='A date needs a precision, and a precision a date, which is the first day of its period: a Monday for a week, the 1st for a month, 1 January for a year.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('end_date'), models.F('end_date_precision'), function='claims_is_first_day', output_field=models.BooleanField())), name='incident_end_precision_consistent', violation_error_message='A date needs a precision, and a precision a date, which is the first day of its period: a Monday for a week, the 1st for a month, 1 January for a year.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('start_date__isnull', True), ('end_date__isnull', True), ('start_date__lte', models.Func('end_date', 'end_date_precision', function='claims_period_end', output_field=models.DateField())), _connector='OR'), name='incident_ends_after_start', violation_error_message='An incident does not end before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('countries__contained_by', ['AD', 'AE', 'AF', 'AG', 'AI', 'AL', 'AM', 'AO', 'AQ', 'AR', 'AS', 'AT', 'AU', 'AW', 'AX', 'AZ', 'BA', 'BB', 'BD', 'BE', 'BF', 'BG', 'BH', 'BI', 'BJ', 'BL', 'BM', 'BN', 'BO', 'BQ', 'BR', 'BS', 'BT', 'BV', 'BW', 'BY', 'BZ', 'CA', 'CC', 'CD', 'CF', 'CG', 'CH', 'CI', 'CK', 'CL', 'CM', 'CN', 'CO', 'CR', 'CU', 'CV', 'CW', 'CX', 'CY', 'CZ', 'DE', 'DJ', 'DK', 'DM', 'DO', 'DZ', 'EC', 'EE', 'EG', 'EH', 'ER', 'ES', 'ET', 'FI', 'FJ', 'FK', 'FM', 'FO', 'FR', 'GA', 'GB', 'GD', 'GE', 'GF', 'GG', 'GH', 'GI', 'GL', 'GM', 'GN', 'GP', 'GQ', 'GR', 'GS', 'GT', 'GU', 'GW', 'GY', 'HK', 'HM', 'HN', 'HR', 'HT', 'HU', 'ID', 'IE', 'IL', 'IM', 'IN', 'IO', 'IQ', 'IR', 'IS', 'IT', 'JE', 'JM', 'JO', 'JP', 'KE', 'KG', 'KH', 'KI', 'KM', 'KN', 'KP', 'KR', 'KW', 'KY', 'KZ', 'LA', 'LB', 'LC', 'LI', 'LK', 'LR', 'LS', 'LT', 'LU', 'LV', 'LY', 'MA', 'MC', 'MD', 'ME', 'MF', 'MG', 'MH', 'MK', 'ML', 'MM', 'MN', 'MO', 'MP', 'MQ', 'MR', 'MS', 'MT', 'MU', 'MV', 'MW', 'MX', 'MY', 'MZ', 'NA', 'NC', 'NE', 'NF', 'NG', 'NI', 'NL', 'NO', 'NP', 'NR', 'NU', 'NZ', 'OM', 'PA', 'PE', 'PF', 'PG', 'PH', 'PK', 'PL', 'PM', 'PN', 'PR', 'PS', 'PT', 'PW', 'PY', 'QA', 'RE', 'RO', 'RS', 'RU', 'RW', 'SA', 'SB', 'SC', 'SD', 'SE', 'SG', 'SH', 'SI', 'SJ', 'SK', 'SL', 'SM', 'SN', 'SO', 'SR', 'SS', 'ST', 'SV', 'SX', 'SY', 'SZ', 'TC', 'TD', 'TF', 'TG', 'TH', 'TJ', 'TK', 'TL', 'TM', 'TN', 'TO', 'TR', 'TT', 'TV', 'TW', 'TZ', 'UA', 'UG', 'UM', 'US', 'UY', 'UZ', 'VA', 'VC', 'VE', 'VG', 'VI', 'VN', 'VU', 'WF', 'WS', 'XK', 'YE', 'YT', 'ZA', 'ZM', 'ZW'])), name='incident_countries_known', violation_error_message='Countries are two capital letters each, as in ISO 3166-1, one a line.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='incident_latitude_with_longitude', violation_error_message='Latitude and longitude are given together, or neither of them is.'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('latitude__isnull', True), models.Q(('latitude__gte', -90), ('latitude__lte', 90), ('longitude__gte', -180), ('longitude__lte', 180)), _connector='OR'), name='incident_coordinates_in_range', violation_error_message='A latitude is between -90 and 90, a longitude between -180 and 180.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='add_defaults', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF coalesce(NEW.start_date_precision::text, '') = '' THEN NEW.start_date_precision := CASE WHEN NEW.start_date IS NULL THEN '' ELSE 'day' END; END IF; IF coalesce(NEW.end_date_precision::text, '') = '' THEN NEW.end_date_precision := CASE WHEN NEW.end_date IS NULL THEN '' ELSE 'day' END; END IF; RETURN NEW;", hash='ace3a9892195f35ff8de860f9cf98f1a46e8b972', operation='INSERT OR UPDATE', pgid='pgtrigger_add_defaults_1044e', table='claims_incident', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."name" || \'|\' || NEW."location_name";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."name" := claims_line(NEW."name", TG_TABLE_NAME, \'name\');\n            NEW."location_name" := claims_line(NEW."location_name", TG_TABLE_NAME, \'location_name\');\n        END IF;\n    \n        words := NEW."summary";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x08\\x0b-\\x1f\\x7f]\' THEN\n            NEW."summary" := claims_lines(NEW."summary", TG_TABLE_NAME, \'summary\');\n        END IF;\n    \n            NEW."other_names" := claims_line_list(NEW."other_names", TG_TABLE_NAME, \'other_names\');\n            NEW."countries" := claims_line_list(NEW."countries", TG_TABLE_NAME, \'countries\');RETURN NEW;', hash='d2c75e94247de0e526e16d4dbda41fc3c6bcde39', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_e1ab8', table='claims_incident', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."slug", NEW."name", NEW."other_names", NEW."kind", NEW."summary", NEW."start_date", NEW."start_date_precision", NEW."end_date", NEW."end_date_precision", NEW."location_name", NEW."countries", NEW."latitude", NEW."longitude", NEW."status", NEW."part_of_id") IS DISTINCT FROM (OLD."id", OLD."slug", OLD."name", OLD."other_names", OLD."kind", OLD."summary", OLD."start_date", OLD."start_date_precision", OLD."end_date", OLD."end_date_precision", OLD."location_name", OLD."countries", OLD."latitude", OLD."longitude", OLD."status", OLD."part_of_id") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='baca3bb0ee632477b739faf755ecb8eadd43e880', operation='UPDATE', pgid='pgtrigger_touch_f9200', table='claims_incident', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_record_rename('incidents', NEW.id, OLD.slug, NEW.slug); RETURN NULL;", hash='fa2e7e35e4ea3b102e18d022869dfdd9c52b9a2d', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_da98e', table='claims_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('incidents', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'incidents' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='bf121e35ff6b07e6e1f31cd5c4d9df54713a0b1c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_ef310', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='forget_former_slugs', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'incidents' AND new_slug = OLD.slug; RETURN NULL;", hash='2f654c0e4e9343036cf0e12a2010c32e71ba81fe', operation='DELETE', pgid='pgtrigger_forget_former_slugs_52545', table='claims_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'incidents\', n.key, n.id, \'created\', \'created\', NULL, n.doc\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'name\', r."name", \'other_names\', r."other_names", \'kind\', r."kind", \'summary\', r."summary", \'start_date\', r."start_date", \'start_date_precision\', r."start_date_precision", \'end_date\', r."end_date", \'end_date_precision\', r."end_date_precision", \'location_name\', r."location_name", \'countries\', r."countries", \'latitude\', r."latitude", \'longitude\', r."longitude", \'status\', r."status", \'part_of\', (SELECT t.slug FROM "claims_incident" t WHERE t.id = r."part_of_id")) AS doc FROM new_rows r) n; RETURN NULL;', hash='ef899633a2e025b4d1d03a49cb9bda208362ce03', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_96036', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            PERFORM claims_readdress(\'incidents\', array_agg(n.id))\n            FROM old_rows o FULL JOIN new_rows n ON n.id = o.id WHERE coalesce(n.slug <> o.slug, false) HAVING count(*) > 0;\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'incidents\', c.key, c.id, c.kind, c.shown, c.old, c.new\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'name\', r."name", \'other_names\', r."other_names", \'kind\', r."kind", \'summary\', r."summary", \'start_date\', r."start_date", \'start_date_precision\', r."start_date_precision", \'end_date\', r."end_date", \'end_date_precision\', r."end_date_precision", \'location_name\', r."location_name", \'countries\', r."countries", \'latitude\', r."latitude", \'longitude\', r."longitude", \'status\', r."status", \'part_of\', (SELECT t.slug FROM "claims_incident" t WHERE t.id = r."part_of_id")) AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'name\', r."name", \'other_names\', r."other_names", \'kind\', r."kind", \'summary\', r."summary", \'start_date\', r."start_date", \'start_date_precision\', r."start_date_precision", \'end_date\', r."end_date", \'end_date_precision\', r."end_date_precision", \'location_name\', r."location_name", \'countries\', r."countries", \'latitude\', r."latitude", \'longitude\', r."longitude", \'status\', r."status", \'part_of\', (SELECT t.slug FROM "claims_incident" t WHERE t.id = r."part_of_id")) AS doc FROM new_rows r) n ON n.id = o.id\n            CROSS JOIN LATERAL (\n                SELECT o.key, NULL::bigint AS id, \'deleted\' AS kind, \'deleted\' AS shown, NULL::jsonb AS old,\n                       NULL::jsonb AS new\n                WHERE o.key <> n.key\n                UNION ALL\n                SELECT n.key, n.id, \'changed\', \'changed\', claims_changed_members(o.doc, n.doc), claims_changed_members(n.doc, o.doc)\n            ) c\n            WHERE coalesce(o.doc <> n.doc, false); RETURN NULL;', hash='d0a1f5999a4838a41f0585154ed5d09b7bd479a7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_d4f02', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'incidents\', o.key, o.id, \'deleted\', \'deleted\', o.doc, NULL\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'name\', r."name", \'other_names\', r."other_names", \'kind\', r."kind", \'summary\', r."summary", \'start_date\', r."start_date", \'start_date_precision\', r."start_date_precision", \'end_date\', r."end_date", \'end_date_precision\', r."end_date_precision", \'location_name\', r."location_name", \'countries\', r."countries", \'latitude\', r."latitude", \'longitude\', r."longitude", \'status\', r."status", \'part_of\', (SELECT t.slug FROM "claims_incident" t WHERE t.id = r."part_of_id")) AS doc FROM old_rows r) o; RETURN NULL;', hash='33da0d8c61b94e60c75231cf5b2c9eb7ed9d4443', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_81820', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='acyclic_part_of', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' OR NEW.part_of_id IS DISTINCT FROM OLD.part_of_id THEN\n                PERFORM claims_check_acyclic(\n                    'claims_incident', 'part_of_id', NEW.id, NEW.part_of_id, NEW.slug, 'incident_not_part_of_itself'\n                );\n            END IF;\n            RETURN NULL;\n        ", hash='60b3a81b927c9619e526315c1d6b8508c3c6bd13', operation='INSERT OR UPDATE', pgid='pgtrigger_acyclic_part_of_fee46', table='claims_incident', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='redirect',
            index=models.Index(models.F('collection'), models.F('new_slug'), name='redirect_new_slug'),
        ),
        migrations.AddIndex(
            model_name='redirect',
            index=models.Index(models.F('created_at'), models.F('id'), name='redirect_created_at'),
        ),
        migrations.AddIndex(
            model_name='redirect',
            index=models.Index(models.F('updated_at'), models.F('id'), name='redirect_updated_at'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.CheckConstraint(condition=models.Q(('collection__in', ['speakers', 'sources', 'topics', 'incidents', 'statements', 'claims', 'reviews'])), name='redirect_collection_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.CheckConstraint(condition=models.Q(('old_slug', ''), ('old_slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$'), _connector='OR'), name='redirect_old_slug_well_formed', violation_error_message='A slug is made of lower-case letters and digits, in words joined by single hyphens.'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('old_slug'), function='claims_is_visible', output_field=models.BooleanField())), name='redirect_old_slug_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.CheckConstraint(condition=models.Q(('old_slug', models.F('new_slug')), _negated=True), name='redirect_leads_elsewhere', violation_error_message='A former slug leads to another one.'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.UniqueConstraint(models.F('collection'), models.F('old_slug'), name='redirect_unique', violation_error_message='This slug is a former one of another row already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='redirect',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."collection", NEW."old_slug", NEW."new_slug", NEW."merged_by_id", NEW."undo") IS DISTINCT FROM (OLD."id", OLD."collection", OLD."old_slug", OLD."new_slug", OLD."merged_by_id", OLD."undo") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='f87cdf3461d152c4e0c3d9229224765c027ba804', operation='UPDATE', pgid='pgtrigger_touch_f3b96', table='claims_redirect', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='redirect',
            trigger=pgtrigger.compiler.Trigger(name='reserve', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM claims_reserve_slug(NEW.collection, NEW.old_slug, pg_trigger_depth()); RETURN NEW;', hash='1ef904b674f593e74c86fc732b2ffd9425442901', operation='INSERT OR UPDATE OF "collection", "old_slug"', pgid='pgtrigger_reserve_59086', table='claims_redirect', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='redirect',
            trigger=pgtrigger.compiler.Trigger(name='leads', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_redirect(NEW.id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='7d36e1658193962287fb97e2c9e6b6605bc13ca2', operation='INSERT OR UPDATE', pgid='pgtrigger_leads_4ad3a', table='claims_redirect', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.F('claim'), models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='review_claim_published_on'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.F('published_on'), models.F('id'), name='review_published_on'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='review_published_on_desc'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.F('created_at'), models.F('id'), name='review_created_at'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.Func('author', function='claims_same', output_field=models.TextField()), models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='review_author'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.F('language'), name='review_language'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.F('claim'), models.F('verdict'), condition=models.Q(('status', 'published')), name='review_claim_verdict'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.F('verdict'), models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='review_verdict'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.F('status'), models.F('created_at'), models.F('id'), name='review_queue'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), ('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$'), _connector='OR'), name='review_slug_well_formed', violation_error_message='A slug is made of lower-case letters and digits, in words joined by single hyphens.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('slug'), function='claims_is_visible', output_field=models.BooleanField())), name='review_slug_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('author'), function='claims_is_visible', output_field=models.BooleanField())), name='review_author_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('author_url', ''), ('author_url__regex', '(?i)^https?://[^\\s/]+'), _connector='OR'), name='review_author_url_is_url', violation_error_message='An address starts with http:// or https://.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__regex', '(?i)^https?://[^\\s/]+'), _connector='OR'), name='review_url_is_url', violation_error_message='An address starts with http:// or https://.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('own', True), models.Q(('url', ''), _negated=True), _connector='OR'), name='review_of_others_has_url', violation_error_message='A review by others has the address it stands at.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('language', ''), ('language__regex', '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*$'), _connector='OR'), name='review_language_well_formed', violation_error_message='A language is written as in BCP 47: “en”, “pt-BR”, “zh-Hant”.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('published_on'), models.F('published_on_precision'), function='claims_is_first_day', output_field=models.BooleanField())), name='review_published_precision_consistent', violation_error_message='A date needs a precision, and a precision a date, which is the first day of its period: a Monday for a week, the 1st for a month, 1 January for a year.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('rating'), function='claims_is_visible', output_field=models.BooleanField())), name='review_rating_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('best_rating__isnull', True), ('rating_value__isnull', True), ('worst_rating__isnull', True)), models.Q(('best_rating__isnull', False), ('rating_value__isnull', False), ('worst_rating__isnull', False)), _connector='OR'), name='review_rating_value_with_scale', violation_error_message='A rating as a number comes with the best and the worst one of its scale, or leave out all three.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('rating_value__isnull', True), models.Q(('best_rating__lte', 1000000), ('rating_value__gte', models.F('worst_rating')), ('rating_value__lte', models.F('best_rating')), ('worst_rating__gte', -1000000), ('worst_rating__lt', models.F('best_rating'))), _connector='OR'), name='review_rating_value_on_scale', violation_error_message='The worst rating is below the best one, and the rating is between them. Where a scale is inverted, leave out the numbers.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['true', 'mostly_true', 'half_true', 'mostly_false', 'false', 'misleading', 'missing_context', 'unverifiable', 'satire', 'other', 'kept', 'broken', 'compromise', 'stalled', 'in_the_works', 'not_yet_rated'])), name='review_verdict_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.Func('body', function='length'), models.Func('review_note', function='length'), output_field=models.BooleanField(), template='greatest(%(expressions)s) <= 10000')), name='review_texts_bounded', violation_error_message='A text has at most 10,000 characters.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'approval_needed', 'proofreading_needed', 'published'])), name='review_status_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('own', True), models.Q(('status', 'proofreading_needed'), _negated=True), _connector='OR'), name='review_of_others_not_proofread', violation_error_message='A review by others is not ours to proofread.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'approval_needed']), ('coder__isnull', True), models.Q(('approver__isnull', False), models.Q(('coder', models.F('approver')), _negated=True)), _connector='OR'), name='review_approved_by_somebody_else', violation_error_message='What somebody wrote is approved by somebody else.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(models.F('claim'), django.db.models.functions.text.MD5(models.Func('url', function='claims_url_key', output_field=models.TextField(db_collation='C'))), condition=models.Q(('url', ''), _negated=True), name='review_url_unique', violation_error_message='This claim has a review with this address already, perhaps written a little differently.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='add_defaults', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF coalesce(NEW.published_on_precision::text, '') = '' THEN NEW.published_on_precision := CASE WHEN NEW.published_on IS NULL THEN '' ELSE 'day' END; END IF; RETURN NEW;", hash='2af50068ff9a01fe8df4abc0c01b3c2f0abde648', operation='INSERT OR UPDATE', pgid='pgtrigger_add_defaults_e80d1', table='claims_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."author" || \'|\' || NEW."author_url" || \'|\' || NEW."url" || \'|\' || NEW."headline" || \'|\' || NEW."language" || \'|\' || NEW."rating";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."author" := claims_line(NEW."author", TG_TABLE_NAME, \'author\');\n            NEW."author_url" := claims_line(NEW."author_url", TG_TABLE_NAME, \'author_url\');\n            NEW."url" := claims_line(NEW."url", TG_TABLE_NAME, \'url\');\n            NEW."headline" := claims_line(NEW."headline", TG_TABLE_NAME, \'headline\');\n            NEW."language" := claims_line(NEW."language", TG_TABLE_NAME, \'language\');\n            NEW."rating" := claims_line(NEW."rating", TG_TABLE_NAME, \'rating\');\n        END IF;\n    \n        words := NEW."body" || \'|\' || NEW."review_note";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x08\\x0b-\\x1f\\x7f]\' THEN\n            NEW."body" := claims_lines(NEW."body", TG_TABLE_NAME, \'body\');\n            NEW."review_note" := claims_lines(NEW."review_note", TG_TABLE_NAME, \'review_note\');\n        END IF;\n    RETURN NEW;', hash='bcd4141cd85cb74c2895ce8a8da16d67dcdefeba', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_d16ca', table='claims_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."slug", NEW."claim_id", NEW."author", NEW."author_url", NEW."url", NEW."headline", NEW."published_on", NEW."published_on_precision", NEW."language", NEW."rating", NEW."rating_value", NEW."best_rating", NEW."worst_rating", NEW."verdict", NEW."body", NEW."own", NEW."status", NEW."coder_id", NEW."approver_id", NEW."review_note") IS DISTINCT FROM (OLD."id", OLD."slug", OLD."claim_id", OLD."author", OLD."author_url", OLD."url", OLD."headline", OLD."published_on", OLD."published_on_precision", OLD."language", OLD."rating", OLD."rating_value", OLD."best_rating", OLD."worst_rating", OLD."verdict", OLD."body", OLD."own", OLD."status", OLD."coder_id", OLD."approver_id", OLD."review_note") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='c776707ed59da9d4e249342996dcad3f0fb70ef1', operation='UPDATE', pgid='pgtrigger_touch_f93bd', table='claims_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_record_rename('reviews', NEW.id, OLD.slug, NEW.slug); RETURN NULL;", hash='567f6fa63c917b4d4396cc63139c972a2b2438bc', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_db96a', table='claims_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('reviews', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'reviews' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='78399566c797d0fc54d22d7f08856149737c045a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_c832c', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='forget_former_slugs', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'reviews' AND new_slug = OLD.slug; RETURN NULL;", hash='77e49223e821bf0ede9a31fe8a555b6bbd79e904', operation='DELETE', pgid='pgtrigger_forget_former_slugs_9c19b', table='claims_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'reviews\', n.key, n.id, \'created\', CASE WHEN n.doc ->> \'status\' = \'published\' THEN \'created\' ELSE \'\' END, NULL, n.doc\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'author\', r."author", \'author_url\', r."author_url", \'external_url\', r."url", \'headline\', r."headline", \'published_on\', r."published_on", \'published_on_precision\', r."published_on_precision", \'language\', r."language", \'rating\', r."rating", \'rating_value\', r."rating_value", \'best_rating\', r."best_rating", \'worst_rating\', r."worst_rating", \'verdict\', r."verdict", \'body\', r."body", \'own\', r."own", \'status\', r."status", \'coder\', r."coder_id", \'approver\', r."approver_id", \'review_note\', r."review_note") AS doc FROM new_rows r) n; RETURN NULL;', hash='fba7daa50f662d09a0adfb10d10355e14e6aa667', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_fa405', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            PERFORM claims_readdress(\'reviews\', array_agg(n.id))\n            FROM old_rows o FULL JOIN new_rows n ON n.id = o.id WHERE coalesce(n.slug <> o.slug, false) HAVING count(*) > 0;\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'reviews\', c.key, c.id, c.kind, c.shown, c.old, c.new\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'author\', r."author", \'author_url\', r."author_url", \'external_url\', r."url", \'headline\', r."headline", \'published_on\', r."published_on", \'published_on_precision\', r."published_on_precision", \'language\', r."language", \'rating\', r."rating", \'rating_value\', r."rating_value", \'best_rating\', r."best_rating", \'worst_rating\', r."worst_rating", \'verdict\', r."verdict", \'body\', r."body", \'own\', r."own", \'status\', r."status", \'coder\', r."coder_id", \'approver\', r."approver_id", \'review_note\', r."review_note") AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'author\', r."author", \'author_url\', r."author_url", \'external_url\', r."url", \'headline\', r."headline", \'published_on\', r."published_on", \'published_on_precision\', r."published_on_precision", \'language\', r."language", \'rating\', r."rating", \'rating_value\', r."rating_value", \'best_rating\', r."best_rating", \'worst_rating\', r."worst_rating", \'verdict\', r."verdict", \'body\', r."body", \'own\', r."own", \'status\', r."status", \'coder\', r."coder_id", \'approver\', r."approver_id", \'review_note\', r."review_note") AS doc FROM new_rows r) n ON n.id = o.id\n            CROSS JOIN LATERAL (\n                SELECT o.key, NULL::bigint AS id, \'deleted\' AS kind, CASE WHEN o.doc ->> \'status\' = \'published\' THEN \'deleted\' ELSE \'\' END AS shown, NULL::jsonb AS old,\n                       NULL::jsonb AS new\n                WHERE o.key <> n.key\n                UNION ALL\n                SELECT n.key, n.id, \'changed\', CASE WHEN o.doc ->> \'status\' = \'published\' AND n.doc ->> \'status\' = \'published\' THEN \'changed\' WHEN n.doc ->> \'status\' = \'published\' THEN \'created\' WHEN o.doc ->> \'status\' = \'published\' THEN \'deleted\' ELSE \'\' END, CASE WHEN (o.doc ->> \'status\' = \'published\') = (n.doc ->> \'status\' = \'published\') THEN claims_changed_members(o.doc, n.doc) ELSE o.doc END, CASE WHEN (o.doc ->> \'status\' = \'published\') = (n.doc ->> \'status\' = \'published\') THEN claims_changed_members(n.doc, o.doc) ELSE n.doc END\n            ) c\n            WHERE coalesce(o.doc <> n.doc, false); RETURN NULL;', hash='c0ec8facd03c959899a62380be9e442525cd6823', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_709af', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'reviews\', o.key, o.id, \'deleted\', CASE WHEN o.doc ->> \'status\' = \'published\' THEN \'deleted\' ELSE \'\' END, o.doc, NULL\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'author\', r."author", \'author_url\', r."author_url", \'external_url\', r."url", \'headline\', r."headline", \'published_on\', r."published_on", \'published_on_precision\', r."published_on_precision", \'language\', r."language", \'rating\', r."rating", \'rating_value\', r."rating_value", \'best_rating\', r."best_rating", \'worst_rating\', r."worst_rating", \'verdict\', r."verdict", \'body\', r."body", \'own\', r."own", \'status\', r."status", \'coder\', r."coder_id", \'approver\', r."approver_id", \'review_note\', r."review_note") AS doc FROM old_rows r) o; RETURN NULL;', hash='f14dbe62eeb8b0f5ddaa3af7fa6960f5b8628719', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_c04e2', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_reviewed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.status IN ('proofreading_needed', 'published'))", func='PERFORM claims_keep_review(OLD.slug, OLD.status, NEW.status, array_remove(ARRAY[CASE WHEN OLD."id" IS DISTINCT FROM NEW."id" THEN \'id\' END, CASE WHEN OLD."claim_id" IS DISTINCT FROM NEW."claim_id" AND NOT claims_is_merge(\'claims_claim\', OLD."claim_id", NEW."claim_id") THEN \'claim\' END, CASE WHEN OLD."author" IS DISTINCT FROM NEW."author" THEN \'author\' END, CASE WHEN OLD."author_url" IS DISTINCT FROM NEW."author_url" THEN \'author_url\' END, CASE WHEN OLD."url" IS DISTINCT FROM NEW."url" THEN \'url\' END, CASE WHEN OLD."headline" IS DISTINCT FROM NEW."headline" THEN \'headline\' END, CASE WHEN OLD."published_on" IS DISTINCT FROM NEW."published_on" THEN \'published_on\' END, CASE WHEN OLD."published_on_precision" IS DISTINCT FROM NEW."published_on_precision" THEN \'published_on_precision\' END, CASE WHEN OLD."language" IS DISTINCT FROM NEW."language" THEN \'language\' END, CASE WHEN OLD."rating" IS DISTINCT FROM NEW."rating" THEN \'rating\' END, CASE WHEN OLD."rating_value" IS DISTINCT FROM NEW."rating_value" THEN \'rating_value\' END, CASE WHEN OLD."best_rating" IS DISTINCT FROM NEW."best_rating" THEN \'best_rating\' END, CASE WHEN OLD."worst_rating" IS DISTINCT FROM NEW."worst_rating" THEN \'worst_rating\' END, CASE WHEN OLD."verdict" IS DISTINCT FROM NEW."verdict" THEN \'verdict\' END, CASE WHEN OLD."body" IS DISTINCT FROM NEW."body" THEN \'body\' END, CASE WHEN OLD."own" IS DISTINCT FROM NEW."own" THEN \'own\' END, CASE WHEN OLD."status" IS DISTINCT FROM NEW."status" THEN \'status\' END, CASE WHEN OLD."coder_id" IS DISTINCT FROM NEW."coder_id" AND NOT claims_is_merge(\'auth_user\', OLD."coder_id", NEW."coder_id") THEN \'coder\' END, CASE WHEN OLD."approver_id" IS DISTINCT FROM NEW."approver_id" AND NOT claims_is_merge(\'auth_user\', OLD."approver_id", NEW."approver_id") THEN \'approver\' END, CASE WHEN OLD."review_note" IS DISTINCT FROM NEW."review_note" THEN \'review_note\' END], NULL)); RETURN NEW;', hash='2e7084c5d3a008030ee5eb83f971eb221ce4a4fc', operation='UPDATE', pgid='pgtrigger_stays_as_reviewed_update_56413', table='claims_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_reviewed_delete', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.status = 'published')", func='PERFORM claims_keep_review_there(OLD.slug, OLD.claim_id); RETURN OLD;', hash='c091dcd6c0c83df7c25a34c0a3d0990e829d09f5', operation='DELETE', pgid='pgtrigger_stays_as_reviewed_delete_937b9', table='claims_review', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='verdict_fits', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_verdict(NEW.id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='ea4eaf7302cb234ca0dbf539e0bb819d80cf236c', operation='INSERT OR UPDATE OF "verdict", "claim_id"', pgid='pgtrigger_verdict_fits_c7839', table='claims_review', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='agreement_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refresh_agreement(array_agg(claim_id)) FROM (SELECT claim_id FROM new_rows WHERE status = 'published') AS changed HAVING count(*) > 0;\n            RETURN NULL;\n        ", hash='d2d9bcbbf29968789fd2823c71aa7ba3ceba18fb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_agreement_insert_61e90', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='agreement_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refresh_agreement(array_agg(claim_id)) FROM (SELECT claim_id FROM old_rows WHERE status = 'published' UNION SELECT claim_id FROM new_rows WHERE status = 'published') AS changed HAVING count(*) > 0;\n            RETURN NULL;\n        ", hash='6fd631645f9b003d199a75e25c97e7ebb4bc2fce', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_agreement_update_8a506', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='agreement_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refresh_agreement(array_agg(claim_id)) FROM (SELECT claim_id FROM old_rows WHERE status = 'published') AS changed HAVING count(*) > 0;\n            RETURN NULL;\n        ", hash='e8341ee228e03c22c29c5760956ad7af2f7daef3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_agreement_delete_57787', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reading',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."source_id", NEW."found", NEW."done_by_id", NEW."done_at") IS DISTINCT FROM (OLD."id", OLD."source_id", OLD."found", OLD."done_by_id", OLD."done_at") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='88b1611635565de763f5d2f43a1e9cfba7304e0f', operation='UPDATE', pgid='pgtrigger_touch_690f5', table='claims_reading', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='draft_end_after_start', violation_error_message='The words end after they begin.'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(models.F('source'), models.F('author'), models.F('start'), models.F('end'), name='draft_once', violation_error_message='There is a draft for these words.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='draft',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."source_id", NEW."author_id", NEW."start", NEW."end", NEW."fields") IS DISTINCT FROM (OLD."id", OLD."source_id", OLD."author_id", OLD."start", OLD."end", OLD."fields") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='79c311efc519e004b589d0d3c1a502ad08ea2587', operation='UPDATE', pgid='pgtrigger_touch_6fc8e', table='claims_draft', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='dismissal',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('exact'), function='claims_is_visible', output_field=models.BooleanField())), name='dismissal_exact_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='dismissal',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.Func('exact', function='length'), output_field=models.BooleanField(), template='greatest(%(expressions)s) <= 10000')), name='dismissal_texts_bounded', violation_error_message='A text has at most 10,000 characters.'),
        ),
        migrations.AddConstraint(
            model_name='dismissal',
            constraint=models.CheckConstraint(condition=models.Q(('end', django.db.models.expressions.CombinedExpression(models.F('start'), '+', django.db.models.functions.text.Length('exact')))), name='dismissal_offsets_span_the_words', violation_error_message='The words end after they begin.'),
        ),
        migrations.AddConstraint(
            model_name='dismissal',
            constraint=models.UniqueConstraint(models.F('source'), models.F('start'), models.F('end'), name='dismissal_once', violation_error_message='These words are dismissed already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dismissal',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        PERFORM claims_check_marks(NEW."exact", TG_TABLE_NAME, \'exact\');\n        IF octet_length(NEW."exact") > length(NEW."exact") AND NEW."exact" IS NOT NFC NORMALIZED THEN\n            PERFORM claims_check_composed_offsets(NEW."exact", NEW."start", NEW."end");\n            NEW."exact" := normalize(NEW."exact", NFC);\n        END IF;\n    RETURN NEW;', hash='d05a492e0c6022afd9416b9079164cec6ea74201', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_1a8f0', table='claims_dismissal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dismissal',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."source_id", NEW."exact", NEW."start", NEW."end", NEW."dismissed_by_id") IS DISTINCT FROM (OLD."id", OLD."source_id", OLD."exact", OLD."start", OLD."end", OLD."dismissed_by_id") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='f8cb929d776ee47d86a94755fc69e43410715537', operation='UPDATE', pgid='pgtrigger_touch_43451', table='claims_dismissal', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='incidentactor',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['alleged_perpetrator', 'target', 'witness', 'responder'])), name='incident_actor_role_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='incidentactor',
            constraint=models.UniqueConstraint(models.F('incident'), models.F('speaker'), models.F('role'), name='incident_actor_unique', violation_error_message='The speaker has this part in this incident already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentactor',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."incident_id", NEW."speaker_id", NEW."role") IS DISTINCT FROM (OLD."id", OLD."incident_id", OLD."speaker_id", OLD."role") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='bae953ea3aad81b3705c087d2324e3fb53de536e', operation='UPDATE', pgid='pgtrigger_touch_57043', table='claims_incidentactor', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentactor',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)\n            SELECT \'incidents\', p.slug, p.id, \'changed\', \'changed\', jsonb_build_object(n.field, NULL), jsonb_build_object(n.field, n.doc)\n            FROM (SELECT r.id, \'actors\' AS field, r.incident_id AS owner, jsonb_build_object(\'speaker\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."speaker_id"), \'role\', r."role") AS doc FROM new_rows r) n JOIN claims_incident p ON p.id = n.owner; RETURN NULL;', hash='1a5f771e4b7abed6112002ffb3e216c8d6e76d3c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_71b0b', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_incidentactor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentactor',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)\n            SELECT \'incidents\', p.slug, p.id, \'changed\', \'changed\', jsonb_build_object(c.field, c.old), jsonb_build_object(c.field, c.new)\n            FROM (\n                SELECT field, owner, o.doc AS old, n.doc AS new\n                FROM (SELECT r.id, \'actors\' AS field, r.incident_id AS owner, jsonb_build_object(\'speaker\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."speaker_id"), \'role\', r."role") AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, \'actors\' AS field, r.incident_id AS owner, jsonb_build_object(\'speaker\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."speaker_id"), \'role\', r."role") AS doc FROM new_rows r) n\n                USING (id, field, owner) WHERE o.doc IS DISTINCT FROM n.doc\n            ) c JOIN claims_incident p ON p.id = c.owner; RETURN NULL;', hash='b780023a401649154b6cad70cf5a3ba781e57eb6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_38244', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_incidentactor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentactor',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)\n            SELECT \'incidents\', p.slug, p.id, \'changed\', \'changed\', jsonb_build_object(o.field, o.doc), jsonb_build_object(o.field, NULL)\n            FROM (SELECT r.id, \'actors\' AS field, r.incident_id AS owner, jsonb_build_object(\'speaker\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."speaker_id"), \'role\', r."role") AS doc FROM old_rows r) o JOIN claims_incident p ON p.id = o.owner; RETURN NULL;', hash='3823104479c3f69c4856954c251bd00c6e3489b1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_1cae6', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_incidentactor', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='affiliation',
            index=models.Index(models.F('created_at'), models.F('id'), name='affiliation_created_at'),
        ),
        migrations.AddIndex(
            model_name='affiliation',
            index=models.Index(models.Func('role', function='claims_same', output_field=models.TextField()), name='affiliation_role'),
        ),
        migrations.AddIndex(
            model_name='affiliation',
            index=models.Index(models.F('start_date'), models.F('id'), name='affiliation_start_date'),
        ),
        migrations.AddIndex(
            model_name='affiliation',
            index=models.Index(models.OrderBy(models.F('start_date'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='affiliation_start_date_desc'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('role'), function='claims_is_visible', output_field=models.BooleanField())), name='affiliation_role_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('start_date'), models.F('start_date_precision'), function='claims_is_first_day', output_field=models.BooleanField())), name='affiliation_start_precision_consistent', violation_error_message='A date needs a precision, and a precision a date, which is the first day of its period: a Monday for a week, the 1st for a month, 1 January for a year.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('end_date'), models.F('end_date_precision'), function='claims_is_first_day', output_field=models.BooleanField())), name='affiliation_end_precision_consistent', violation_error_message='A date needs a precision, and a precision a date, which is the first day of its period: a Monday for a week, the 1st for a month, 1 January for a year.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('start_date__isnull', True), ('end_date__isnull', True), ('start_date__lte', models.Func('end_date', 'end_date_precision', function='claims_period_end', output_field=models.DateField())), _connector='OR'), name='affiliation_ends_after_start', violation_error_message='A role does not end before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('former', False), ('end_date__isnull', True), _connector='OR'), name='affiliation_former_has_no_end_date', violation_error_message='A role of which one knows only that it ended has no end date.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('person', models.F('organization')), _negated=True), name='affiliation_not_with_itself', violation_error_message='Nobody holds a role in itself.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('former', False)), expressions=[('person', '='), ('organization', '='), (models.Func('role', function='claims_same', output_field=models.TextField()), '='), (models.Func('start_date', models.Func('end_date', 'end_date_precision', function='claims_period_end', output_field=models.DateField()), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='affiliation_does_not_overlap', violation_error_message='The person has this role in this organisation at that time already.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.UniqueConstraint(models.F('person'), models.F('organization'), models.Func('role', function='claims_same', output_field=models.TextField()), condition=models.Q(('former', True)), name='affiliation_former_once', violation_error_message='The person has this former role in this organisation already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='add_defaults', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF coalesce(NEW.start_date_precision::text, '') = '' THEN NEW.start_date_precision := CASE WHEN NEW.start_date IS NULL THEN '' ELSE 'day' END; END IF; IF coalesce(NEW.end_date_precision::text, '') = '' THEN NEW.end_date_precision := CASE WHEN NEW.end_date IS NULL THEN '' ELSE 'day' END; END IF; RETURN NEW;", hash='a9283a34e8c6873cab89a76e2378766512a57ed2', operation='INSERT OR UPDATE', pgid='pgtrigger_add_defaults_a0ae1', table='claims_affiliation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."role";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."role" := claims_line(NEW."role", TG_TABLE_NAME, \'role\');\n        END IF;\n    RETURN NEW;', hash='fd48ca41d9079c7fd3bfb13a59535f7c907af1c4', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_d9e22', table='claims_affiliation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."person_id", NEW."organization_id", NEW."role", NEW."start_date", NEW."start_date_precision", NEW."end_date", NEW."end_date_precision", NEW."former") IS DISTINCT FROM (OLD."id", OLD."person_id", OLD."organization_id", OLD."role", OLD."start_date", OLD."start_date_precision", OLD."end_date", OLD."end_date_precision", OLD."former") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='a194e69e2b23ba1e2285a983747a61373eb104c6', operation='UPDATE', pgid='pgtrigger_touch_e609f', table='claims_affiliation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'affiliations\', n.key, n.id, \'created\', \'created\', NULL, n.doc\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'person\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."person_id"), \'organization\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."organization_id"), \'role\', r."role", \'start_date\', r."start_date", \'start_date_precision\', r."start_date_precision", \'end_date\', r."end_date", \'end_date_precision\', r."end_date_precision", \'former\', r."former") AS doc FROM new_rows r) n; RETURN NULL;', hash='be67bfa4768352458209dd77e5349c359c9a34f4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_d4540', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_affiliation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'affiliations\', c.key, c.id, c.kind, c.shown, c.old, c.new\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'person\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."person_id"), \'organization\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."organization_id"), \'role\', r."role", \'start_date\', r."start_date", \'start_date_precision\', r."start_date_precision", \'end_date\', r."end_date", \'end_date_precision\', r."end_date_precision", \'former\', r."former") AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, r.id::text AS key, jsonb_build_object(\'person\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."person_id"), \'organization\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."organization_id"), \'role\', r."role", \'start_date\', r."start_date", \'start_date_precision\', r."start_date_precision", \'end_date\', r."end_date", \'end_date_precision\', r."end_date_precision", \'former\', r."former") AS doc FROM new_rows r) n ON n.id = o.id\n            CROSS JOIN LATERAL (\n                SELECT o.key, NULL::bigint AS id, \'deleted\' AS kind, \'deleted\' AS shown, NULL::jsonb AS old,\n                       NULL::jsonb AS new\n                WHERE o.key <> n.key\n                UNION ALL\n                SELECT n.key, n.id, \'changed\', \'changed\', claims_changed_members(o.doc, n.doc), claims_changed_members(n.doc, o.doc)\n            ) c\n            WHERE coalesce(o.doc <> n.doc, false); RETURN NULL;', hash='26f1e88510139533be756413fd4c8b91cb79382e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_3c4c9', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_affiliation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'affiliations\', o.key, o.id, \'deleted\', \'deleted\', o.doc, NULL\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'person\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."person_id"), \'organization\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."organization_id"), \'role\', r."role", \'start_date\', r."start_date", \'start_date_precision\', r."start_date_precision", \'end_date\', r."end_date", \'end_date_precision\', r."end_date_precision", \'former\', r."former") AS doc FROM old_rows r) o; RETURN NULL;', hash='00a99d16947d283f53427cb3cd6ffd757a9d2d1e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_4f06c', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_affiliation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='kinds', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_affiliation(NEW.id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='2d53fd127940955c91355ce77f93ad352f41521a', operation='INSERT OR UPDATE', pgid='pgtrigger_kinds_73a16', table='claims_affiliation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='affiliation',
            trigger=pgtrigger.compiler.Trigger(name='held_then', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_role(id) FROM claims_statement WHERE affiliation_id = NEW.id;\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='b97209755d5ac7d8481cda8e886af0a0596a25ae', operation='UPDATE', pgid='pgtrigger_held_then_9ff44', table='claims_affiliation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='speakeridentifier',
            index=models.Index(models.Func('value', function='claims_same', output_field=models.TextField()), name='speaker_identifier_value'),
        ),
        migrations.AddConstraint(
            model_name='speakeridentifier',
            constraint=models.UniqueConstraint(models.F('scheme'), models.F('value'), name='speaker_identifier_unique', violation_error_message='This identifier is another speaker’s already: the two may be the same.'),
        ),
        migrations.AddConstraint(
            model_name='speakeridentifier',
            constraint=models.CheckConstraint(condition=models.Q(('scheme__regex', '^[a-z][a-z0-9_-]*$')), name='speaker_identifier_scheme_well_formed', violation_error_message='A scheme is a word in lower case, as in “wikidata”.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speakeridentifier',
            trigger=pgtrigger.compiler.Trigger(name='derived', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF pg_trigger_depth() < 2 THEN\n                        PERFORM claims_refuse('speaker_identifiers_are_derived',\n                                              'Identifiers follow from their speaker: write `identifiers` there.');\n                    END IF;\n                    RETURN NULL;\n                ", hash='68266d2ccfd38e12dca66e6effcb94b03a94c2f3', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_derived_77256', table='claims_speakeridentifier', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(fields=['speaker', 'claim_created_at', 'claim'], include=('taken', 'capacity'), name='position_speaker_claim'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('speaker'), models.F('last_on'), models.F('id'), name='position_speaker_last_on'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('speaker'), models.F('capacity'), models.F('last_on'), models.F('id'), name='position_speaker_capacity'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('claim'), models.F('last_on'), models.F('id'), name='position_claim_last_on'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('speaker'), models.F('last_on'), models.F('id'), condition=models.Q(('changed', True)), name='position_speaker_changed'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('claim'), models.F('last_on'), models.F('id'), condition=models.Q(('changed', True)), name='position_claim_changed'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('speaker'), models.F('stance_count'), models.F('id'), name='position_speaker_stance_count'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('claim'), models.F('stance_count'), models.F('id'), name='position_claim_stance_count'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('claim_created_at'), models.F('claim'), models.F('last_on'), models.F('id'), condition=models.Q(('contradicted', True), models.Q(('taken__contains', ['affirms', 'denies']), models.Q(('position', 'denies'), _negated=True), _connector='OR')), name='position_contradicted'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('speaker'), models.F('claim_created_at'), models.F('claim'), models.F('last_on'), models.F('id'), condition=models.Q(('contradicted', True)), name='position_speaker_contradicts'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('claim'), models.F('position'), models.F('capacity'), models.F('last_on'), models.F('id'), condition=models.Q(('contradicted', True)), name='position_claim_contradicts'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('claim_created_at'), models.F('claim'), models.F('last_on'), models.F('id'), condition=models.Q(('capacity', 'represented'), ('contradicted', True)), name='position_spoken_contradicts'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(models.F('claim_created_at'), models.F('claim'), models.F('last_on'), models.F('id'), condition=models.Q(('taken__contains', ['affirms', 'denies'])), name='position_reversed'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__in', ['own', 'represented'])), name='position_capacity_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('position__in', ['affirms', 'denies', 'qualifies', 'questions', 'reports', 'declines'])), name='position_position_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('first_on'), models.F('first_on_precision'), function='claims_is_first_day', output_field=models.BooleanField())), name='position_first_on_precision_consistent', violation_error_message='A date needs a precision, and a precision a date, which is the first day of its period: a Monday for a week, the 1st for a month, 1 January for a year.'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('last_on'), models.F('last_on_precision'), function='claims_is_first_day', output_field=models.BooleanField())), name='position_last_on_precision_consistent', violation_error_message='A date needs a precision, and a precision a date, which is the first day of its period: a Monday for a week, the 1st for a month, 1 January for a year.'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.UniqueConstraint(models.F('claim'), models.F('speaker'), models.F('capacity'), name='position_unique', violation_error_message='There is one position for each speaker, claim and capacity.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='position',
            trigger=pgtrigger.compiler.Trigger(name='derived', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF coalesce(current_setting('claims.refreshing', true), '') <> 'on' THEN\n            PERFORM claims_refuse(\n                'positions_are_derived', 'Positions and tallies follow from the stances and reviews: write those.');\n        END IF;\n        RETURN NULL;\n    ", hash='cf8dac0d7a7768000c31abdb84b81c5fc77b04b2', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_derived_c3ddf', table='claims_position', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='position',
            trigger=pgtrigger.compiler.Trigger(name='mind_changed_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            INSERT INTO claims_change (collection, key, kind, shown, new)\n            SELECT 'stances', n.stance_id, 'changed', 'changed',\n                   jsonb_build_object('contradicts', n.capacity, 'stance', n.stance_id)\n            FROM new_rows n WHERE n.taken @> ARRAY['affirms', 'denies']::varchar(9)[]\n            ORDER BY n.id;\n            RETURN NULL;\n        ", hash='1451badde02419971ac3f4c9d258e0d6366fdd3a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mind_changed_insert_9f14f', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_position', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='position',
            trigger=pgtrigger.compiler.Trigger(name='mind_changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            INSERT INTO claims_change (collection, key, kind, shown, new)\n            SELECT 'stances', n.stance_id, 'changed', 'changed',\n                   jsonb_build_object('contradicts', n.capacity, 'stance', n.stance_id)\n            FROM old_rows o FULL JOIN new_rows n ON n.id = o.id WHERE coalesce(n.taken @> ARRAY['affirms', 'denies']::varchar(9)[] AND NOT o.taken @> ARRAY['affirms', 'denies']::varchar(9)[], false)\n            ORDER BY n.id;\n            RETURN NULL;\n        ", hash='b81281c91c209cae6bb368666a775215e9588355', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mind_changed_update_4a5e9', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_position', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(models.F('made_on'), models.F('id'), name='statement_made_on'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(models.F('speaker'), models.F('made_on'), models.F('id'), name='statement_speaker_made_on'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(models.F('created_at'), models.F('id'), name='statement_created_at'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(models.F('updated_at'), models.F('id'), name='statement_updated_at'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(models.F('language'), models.F('original_language'), name='statement_language'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(models.F('id'), condition=models.Q(('status', 'active'), _negated=True), name='statement_not_standing'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=django.contrib.postgres.indexes.GinIndex(models.F('document'), gin_pending_list_limit=1024, name='statement_document'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), ('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$'), _connector='OR'), name='statement_slug_well_formed', violation_error_message='A slug is made of lower-case letters and digits, in words joined by single hyphens.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('slug'), function='claims_is_visible', output_field=models.BooleanField())), name='statement_slug_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['quote', 'paraphrase', 'official_text', 'non_verbal'])), name='statement_kind_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.Func('text', function='length'), models.Func('original_text', function='length'), output_field=models.BooleanField(), template='greatest(%(expressions)s) <= 10000')), name='statement_texts_bounded', violation_error_message='A text has at most 10,000 characters.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['active', 'corrected', 'retracted', 'misattributed'])), name='statement_status_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('text'), function='claims_is_visible', output_field=models.BooleanField())), name='statement_text_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('language', ''), ('language__regex', '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*$'), _connector='OR'), name='statement_language_well_formed', violation_error_message='A language is written as in BCP 47: “en”, “pt-BR”, “zh-Hant”.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('original_language', ''), ('original_language__regex', '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*$'), _connector='OR'), name='statement_original_language_well_formed', violation_error_message='A language is written as in BCP 47: “en”, “pt-BR”, “zh-Hant”.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('original_language', ''), ('original_text', '')), models.Q(models.Q(('original_text', ''), _negated=True), models.Q(('original_language', ''), _negated=True)), _connector='OR'), name='statement_original_with_language', violation_error_message='An original text needs its language, and a language its original text.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('original_language', ''), models.Q(('original_language', models.F('language')), _negated=True), _connector='OR'), name='statement_original_language_differs', violation_error_message='The original is in another language than the text.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('on_behalf_of', models.F('speaker')), _negated=True), name='statement_not_on_own_behalf', violation_error_message='Who speaks for itself speaks on nobody’s behalf: leave that empty.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('made_on'), models.F('made_on_precision'), function='claims_is_first_day', output_field=models.BooleanField())), name='statement_made_on_precision_consistent', violation_error_message='A date needs a precision, and a precision a date, which is the first day of its period: a Monday for a week, the 1st for a month, 1 January for a year.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(models.F('speaker'), models.F('source'), models.F('made_on'), django.db.models.functions.text.MD5(models.Func('text', function='claims_same', output_field=models.TextField())), name='statement_recorded_once', violation_error_message='These words of the speaker, of that day and from that source, are recorded already. One statement can take a position on several claims: add the stance to that one.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='add_defaults', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF coalesce(NEW.made_on_precision::text, '') = '' THEN NEW.made_on_precision := CASE WHEN NEW.made_on IS NULL THEN '' ELSE 'day' END; END IF; IF coalesce(NEW.language::text, '') = '' THEN NEW.language := coalesce((\n    SELECT s.language FROM claims_source s WHERE s.id = NEW.source_id AND s.language <> NEW.original_language\n), ''); END IF; RETURN NEW;", hash='589f2f4b28f9794b4a3ef0cc8690f164d86c75a3', operation='INSERT OR UPDATE', pgid='pgtrigger_add_defaults_82a12', table='claims_statement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."language" || \'|\' || NEW."original_language" || \'|\' || NEW."attribution" || \'|\' || NEW."venue";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."language" := claims_line(NEW."language", TG_TABLE_NAME, \'language\');\n            NEW."original_language" := claims_line(NEW."original_language", TG_TABLE_NAME, \'original_language\');\n            NEW."attribution" := claims_line(NEW."attribution", TG_TABLE_NAME, \'attribution\');\n            NEW."venue" := claims_line(NEW."venue", TG_TABLE_NAME, \'venue\');\n        END IF;\n    \n        PERFORM claims_check_marks(NEW."text", TG_TABLE_NAME, \'text\');\n        IF octet_length(NEW."text") > length(NEW."text") AND NEW."text" IS NOT NFC NORMALIZED THEN\n            \n            NEW."text" := normalize(NEW."text", NFC);\n        END IF;\n    \n        PERFORM claims_check_marks(NEW."original_text", TG_TABLE_NAME, \'original_text\');\n        IF octet_length(NEW."original_text") > length(NEW."original_text") AND NEW."original_text" IS NOT NFC NORMALIZED THEN\n            \n            NEW."original_text" := normalize(NEW."original_text", NFC);\n        END IF;\n    RETURN NEW;', hash='ae7413bcfb7ec2e0e2387febb97150fb85134ce0', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_68a95', table='claims_statement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."slug", NEW."speaker_id", NEW."source_id", NEW."kind", NEW."text", NEW."language", NEW."original_text", NEW."original_language", NEW."attribution", NEW."affiliation_id", NEW."on_behalf_of_id", NEW."made_on", NEW."made_on_precision", NEW."venue", NEW."status", NEW."supersedes_id") IS DISTINCT FROM (OLD."id", OLD."slug", OLD."speaker_id", OLD."source_id", OLD."kind", OLD."text", OLD."language", OLD."original_text", OLD."original_language", OLD."attribution", OLD."affiliation_id", OLD."on_behalf_of_id", OLD."made_on", OLD."made_on_precision", OLD."venue", OLD."status", OLD."supersedes_id") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='af299f102e34fda4b67df0751668ba36f5c505e6', operation='UPDATE', pgid='pgtrigger_touch_99a63', table='claims_statement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_record_rename('statements', NEW.id, OLD.slug, NEW.slug); RETURN NULL;", hash='a3081ede7f29846c12bad57f96ff24572143c2d6', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_01fe5', table='claims_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('statements', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'statements' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='628cb24d91e6179f7349464ccc81af2c4228c508', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_cbb0d', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='forget_former_slugs', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'statements' AND new_slug = OLD.slug; RETURN NULL;", hash='acfa8c55bc9dbc1d0e434ab6b189f2c7248b04ae', operation='DELETE', pgid='pgtrigger_forget_former_slugs_ab36a', table='claims_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'statements\', n.key, n.id, \'created\', \'created\', NULL, n.doc\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'speaker\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."speaker_id"), \'source\', (SELECT t.slug FROM "claims_source" t WHERE t.id = r."source_id"), \'kind\', r."kind", \'text\', r."text", \'language\', r."language", \'original_text\', r."original_text", \'original_language\', r."original_language", \'attribution\', r."attribution", \'affiliation\', r."affiliation_id", \'on_behalf_of\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."on_behalf_of_id"), \'made_on\', r."made_on", \'made_on_precision\', r."made_on_precision", \'venue\', r."venue", \'status\', r."status", \'supersedes\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."supersedes_id")) AS doc FROM new_rows r) n; RETURN NULL;', hash='0fb4f23079155e7bef6d8c90b7bf965adc4bedc4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_603b7', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            PERFORM claims_readdress(\'statements\', array_agg(n.id))\n            FROM old_rows o FULL JOIN new_rows n ON n.id = o.id WHERE coalesce(n.slug <> o.slug, false) HAVING count(*) > 0;\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'statements\', c.key, c.id, c.kind, c.shown, c.old, c.new\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'speaker\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."speaker_id"), \'source\', (SELECT t.slug FROM "claims_source" t WHERE t.id = r."source_id"), \'kind\', r."kind", \'text\', r."text", \'language\', r."language", \'original_text\', r."original_text", \'original_language\', r."original_language", \'attribution\', r."attribution", \'affiliation\', r."affiliation_id", \'on_behalf_of\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."on_behalf_of_id"), \'made_on\', r."made_on", \'made_on_precision\', r."made_on_precision", \'venue\', r."venue", \'status\', r."status", \'supersedes\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."supersedes_id")) AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'speaker\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."speaker_id"), \'source\', (SELECT t.slug FROM "claims_source" t WHERE t.id = r."source_id"), \'kind\', r."kind", \'text\', r."text", \'language\', r."language", \'original_text\', r."original_text", \'original_language\', r."original_language", \'attribution\', r."attribution", \'affiliation\', r."affiliation_id", \'on_behalf_of\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."on_behalf_of_id"), \'made_on\', r."made_on", \'made_on_precision\', r."made_on_precision", \'venue\', r."venue", \'status\', r."status", \'supersedes\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."supersedes_id")) AS doc FROM new_rows r) n ON n.id = o.id\n            CROSS JOIN LATERAL (\n                SELECT o.key, NULL::bigint AS id, \'deleted\' AS kind, \'deleted\' AS shown, NULL::jsonb AS old,\n                       NULL::jsonb AS new\n                WHERE o.key <> n.key\n                UNION ALL\n                SELECT n.key, n.id, \'changed\', \'changed\', claims_changed_members(o.doc, n.doc), claims_changed_members(n.doc, o.doc)\n            ) c\n            WHERE coalesce(o.doc <> n.doc, false); RETURN NULL;', hash='6a0d3b42c5f5df660c7fa8843082105357fec2c1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_59e1d', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'statements\', o.key, o.id, \'deleted\', \'deleted\', o.doc, NULL\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'speaker\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."speaker_id"), \'source\', (SELECT t.slug FROM "claims_source" t WHERE t.id = r."source_id"), \'kind\', r."kind", \'text\', r."text", \'language\', r."language", \'original_text\', r."original_text", \'original_language\', r."original_language", \'attribution\', r."attribution", \'affiliation\', r."affiliation_id", \'on_behalf_of\', (SELECT t.slug FROM "claims_speaker" t WHERE t.id = r."on_behalf_of_id"), \'made_on\', r."made_on", \'made_on_precision\', r."made_on_precision", \'venue\', r."venue", \'status\', r."status", \'supersedes\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."supersedes_id")) AS doc FROM old_rows r) o; RETURN NULL;', hash='9004d2198ae42b2db982628ae22e2ce1e5cc4ecc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_5802c', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='acyclic_supersedes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' OR NEW.supersedes_id IS DISTINCT FROM OLD.supersedes_id THEN\n                PERFORM claims_check_acyclic(\n                    'claims_statement', 'supersedes_id', NEW.id, NEW.supersedes_id, NEW.slug, 'statement_does_not_supersede_itself'\n                );\n            END IF;\n            RETURN NULL;\n        ", hash='4f399596acd6348b71458a88b594b94f489defa8', operation='INSERT OR UPDATE', pgid='pgtrigger_acyclic_supersedes_f4ca0', table='claims_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_reviewed_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM claims_keep_statement(OLD.id, array_remove(ARRAY[CASE WHEN OLD."id" IS DISTINCT FROM NEW."id" THEN \'id\' END, CASE WHEN OLD."speaker_id" IS DISTINCT FROM NEW."speaker_id" AND NOT claims_is_merge(\'claims_speaker\', OLD."speaker_id", NEW."speaker_id") THEN \'speaker\' END, CASE WHEN OLD."source_id" IS DISTINCT FROM NEW."source_id" AND NOT claims_is_merge(\'claims_source\', OLD."source_id", NEW."source_id") THEN \'source\' END, CASE WHEN OLD."kind" IS DISTINCT FROM NEW."kind" THEN \'kind\' END, CASE WHEN OLD."text" IS DISTINCT FROM NEW."text" THEN \'text\' END, CASE WHEN OLD."language" IS DISTINCT FROM NEW."language" THEN \'language\' END, CASE WHEN OLD."original_text" IS DISTINCT FROM NEW."original_text" THEN \'original_text\' END, CASE WHEN OLD."original_language" IS DISTINCT FROM NEW."original_language" THEN \'original_language\' END, CASE WHEN OLD."attribution" IS DISTINCT FROM NEW."attribution" THEN \'attribution\' END, CASE WHEN OLD."affiliation_id" IS DISTINCT FROM NEW."affiliation_id" AND NOT claims_is_merge(\'claims_affiliation\', OLD."affiliation_id", NEW."affiliation_id") THEN \'affiliation\' END, CASE WHEN OLD."on_behalf_of_id" IS DISTINCT FROM NEW."on_behalf_of_id" AND NOT claims_is_merge(\'claims_speaker\', OLD."on_behalf_of_id", NEW."on_behalf_of_id") THEN \'on_behalf_of\' END, CASE WHEN OLD."made_on" IS DISTINCT FROM NEW."made_on" THEN \'made_on\' END, CASE WHEN OLD."made_on_precision" IS DISTINCT FROM NEW."made_on_precision" THEN \'made_on_precision\' END, CASE WHEN OLD."venue" IS DISTINCT FROM NEW."venue" THEN \'venue\' END], NULL)); RETURN NEW;', hash='49e4555853534b7acfd398bc404d23311c0a567d', operation='UPDATE', pgid='pgtrigger_stays_as_reviewed_update_ee9fa', table='claims_statement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='resolve_role', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'UPDATE' AND NEW.affiliation_id IS NOT DISTINCT FROM OLD.affiliation_id THEN\n        -- A merge of speakers changes nobody, so the statement keeps its role, or has none as before.\n        IF (NEW.made_on, NEW.made_on_precision) IS NOT DISTINCT FROM (OLD.made_on, OLD.made_on_precision)\n           AND (NEW.speaker_id = OLD.speaker_id OR claims_is_merge('claims_speaker', OLD.speaker_id, NEW.speaker_id))\n        THEN\n            RETURN NEW;\n        END IF;\n        -- A new speaker or day makes the old role void, unless the writer sets a role as well.\n        NEW.affiliation_id := NULL;\n    END IF;\n    -- Fill in the role only where the speaker held exactly one: among several, the source decides, not this trigger.\n    IF NEW.affiliation_id IS NULL AND NEW.made_on IS NOT NULL THEN\n        SELECT CASE WHEN count(*) = 1 THEN min(a.id) END INTO NEW.affiliation_id\n        FROM claims_affiliation a\n        WHERE a.person_id = NEW.speaker_id AND claims_role_covers(a, NEW.made_on, NEW.made_on_precision);\n    END IF;\n    RETURN NEW;\n", hash='958f9035a18c90918803c2b1ed82b54d4f76f085', operation='INSERT OR UPDATE OF "speaker_id", "made_on", "made_on_precision", "affiliation_id"', pgid='pgtrigger_resolve_role_f7139', table='claims_statement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='role', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.affiliation_id IS NOT NULL)', constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_role(NEW.id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='30ed720696d6c874244d66a70dbf8931d4781c50', operation='INSERT OR UPDATE OF "speaker_id", "made_on", "made_on_precision", "affiliation_id"', pgid='pgtrigger_role_460d8', table='claims_statement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='quote', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.kind = 'quote')", constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_cited(NEW.id, NEW.slug);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='4ce4a783a2552fcbbf498798414dcf6f65d37a77', operation='INSERT', pgid='pgtrigger_quote_be38d', table='claims_statement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='quote_changed', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_quote(NEW.id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='720ac57783186aed5492ebb8c9fd0a80967ad8ed', operation='UPDATE OF "kind", "text", "original_text", "source_id"', pgid='pgtrigger_quote_changed_4cda9', table='claims_statement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='status', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.status <> 'active')", constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_status(NEW.id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='b90e9c99778e264f2ec5008ef507861ac9b877ec', operation='INSERT', pgid='pgtrigger_status_38420', table='claims_statement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='status_changed', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_status(NEW.id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='fc5b0f65fe13f5dd8658f77c3bb357973c047c46', operation='UPDATE OF "status"', pgid='pgtrigger_status_changed_efa5c', table='claims_statement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='replaces', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_replacement(id) FROM claims_correction WHERE replacement_id = NEW.id;\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='4832be0e5cf5d633d0de90070903bf29dcbfbccf', operation='UPDATE OF "supersedes_id"', pgid='pgtrigger_replaces_cee70', table='claims_statement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='excerpts', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_excerpt(id) FROM claims_stance WHERE statement_id = NEW.id;\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='006d989c378b203e6bf1bb1474e9742c8dd58c40', operation='UPDATE OF "text", "original_text"', pgid='pgtrigger_excerpts_68650', table='claims_statement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='positions', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM claims_copy_statement_fields(array_agg(n.id)) FROM old_rows o FULL JOIN new_rows n ON n.id = o.id WHERE coalesce((n.made_on, n.speaker_id, n.on_behalf_of_id) IS DISTINCT FROM (o.made_on, o.speaker_id, o.on_behalf_of_id), false) HAVING count(*) > 0;\n    PERFORM claims_refresh_positions(array_agg(k.speaker), array_agg(k.claim), array_agg(k.capacity))\n    FROM (\n        SELECT DISTINCT held.speaker, taken.claim_id AS claim, held.capacity\n        FROM (\n            SELECT n.id, n.speaker_id AS speaker, o.speaker_id AS former_speaker, n.on_behalf_of_id AS behalf,\n                   o.on_behalf_of_id AS former_behalf\n            FROM old_rows o FULL JOIN new_rows n ON n.id = o.id WHERE coalesce(\n    (n.speaker_id, n.on_behalf_of_id, n.made_on, n.made_on_precision, n.status)\n    IS DISTINCT FROM (o.speaker_id, o.on_behalf_of_id, o.made_on, o.made_on_precision, o.status)\n, false) OFFSET 0\n        ) said\n        JOIN claims_stance taken ON taken.statement_id = said.id\n        CROSS JOIN LATERAL (VALUES\n            (said.speaker, 'own'), (said.former_speaker, 'own'),\n            (said.behalf, 'represented'), (said.former_behalf, 'represented')\n        ) AS held (speaker, capacity)\n        WHERE held.speaker IS NOT NULL\n    ) k\n    HAVING count(*) > 0;\n    RETURN NULL;\n", hash='ab1b6d3055159569074ed6890ca13040b2220978', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_positions_58381', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_statement', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='stance',
            index=models.Index(models.F('claim'), models.F('made_on'), models.F('id'), name='stance_claim_made_on'),
        ),
        migrations.AddIndex(
            model_name='stance',
            index=models.Index(models.F('speaker'), models.F('claim'), models.F('made_on'), name='stance_speaker_claim'),
        ),
        migrations.AddIndex(
            model_name='stance',
            index=models.Index(models.F('claim'), models.F('position'), models.F('made_on'), models.F('created_at'), models.F('id'), condition=models.Q(('review_status', 'confirmed')), name='stance_claim_position'),
        ),
        migrations.AddIndex(
            model_name='stance',
            index=models.Index(models.F('on_behalf_of'), models.F('claim'), condition=models.Q(('on_behalf_of__isnull', False)), name='stance_on_behalf_of_claim'),
        ),
        migrations.AddIndex(
            model_name='stance',
            index=models.Index(models.F('made_on'), models.F('id'), name='stance_made_on'),
        ),
        migrations.AddIndex(
            model_name='stance',
            index=models.Index(models.F('created_at'), models.F('id'), name='stance_created_at'),
        ),
        migrations.AddIndex(
            model_name='stance',
            index=models.Index(models.F('review_status'), models.F('created_at'), models.F('id'), name='stance_review_queue'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(('position__in', ['affirms', 'denies', 'qualifies', 'questions', 'reports', 'declines'])), name='stance_position_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.Func('qualification', function='length'), models.Func('excerpt', function='length'), models.Func('rationale', function='length'), models.Func('review_note', function='length'), output_field=models.BooleanField(), template='greatest(%(expressions)s) <= 10000')), name='stance_texts_bounded', violation_error_message='A text has at most 10,000 characters.'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(('explicitness__in', ['explicit', 'implied'])), name='stance_explicitness_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(('method__in', ['human', 'model'])), name='stance_method_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(('review_status__in', ['suggested', 'confirmed', 'rejected'])), name='stance_review_status_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('position', 'qualifies'), _negated=True), models.Func(models.F('qualification'), function='claims_is_visible', output_field=models.BooleanField()), _connector='OR'), name='stance_qualifies_with_qualification', violation_error_message='A stance that qualifies a claim says under which condition.'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method', 'human'), ('model_name', '')), models.Q(('method', 'model'), models.Q(('model_name', ''), _negated=True)), _connector='OR'), name='stance_model_has_name', violation_error_message='What a model suggested has the model’s name, and what a person did has none.'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method', 'model'), ('review_status', 'confirmed'), _negated=True), ('reviewer__isnull', False), _connector='OR'), name='stance_of_model_confirmed_by_human', violation_error_message='What a model suggested is confirmed by a person only.'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('review_status', 'confirmed'), _negated=True), ('coder__isnull', True), models.Q(('reviewer__isnull', False), models.Q(('coder', models.F('reviewer')), _negated=True)), _connector='OR'), name='stance_confirmed_by_somebody_else', violation_error_message='What somebody suggested is confirmed by somebody else.'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__isnull', True), models.Q(('confidence__gte', 0), ('confidence__lte', 1)), _connector='OR'), name='stance_confidence_in_range', violation_error_message='Confidence is between 0 and 1.'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.UniqueConstraint(models.F('statement'), models.F('claim'), condition=models.Q(('review_status', 'confirmed')), name='stance_confirmed_once', violation_error_message='The statement has a confirmed stance on this claim already.'),
        ),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.UniqueConstraint(models.F('statement'), models.F('claim'), models.F('position'), models.F('coder'), models.Func('model_name', function='claims_same', output_field=models.TextField()), name='stance_coded_once_by_each', nulls_distinct=False, violation_error_message='You have suggested this position of the statement on the claim already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='copy_statement', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    SELECT made_on, speaker_id, on_behalf_of_id INTO NEW.made_on, NEW.speaker_id, NEW.on_behalf_of_id\n    FROM claims_statement WHERE id = NEW.statement_id;\n    IF NOT FOUND THEN\n        PERFORM claims_refuse('stance_after_statement', 'A stance is written after the statement that takes it.');\n    END IF;\n    RETURN NEW;\n", hash='d77906164a654a72a7a3d575ea334af9f90a8fe1', operation='INSERT OR UPDATE', pgid='pgtrigger_copy_statement_31d82', table='claims_stance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."model_name";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."model_name" := claims_line(NEW."model_name", TG_TABLE_NAME, \'model_name\');\n        END IF;\n    \n        words := NEW."qualification" || \'|\' || NEW."rationale" || \'|\' || NEW."review_note";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x08\\x0b-\\x1f\\x7f]\' THEN\n            NEW."qualification" := claims_lines(NEW."qualification", TG_TABLE_NAME, \'qualification\');\n            NEW."rationale" := claims_lines(NEW."rationale", TG_TABLE_NAME, \'rationale\');\n            NEW."review_note" := claims_lines(NEW."review_note", TG_TABLE_NAME, \'review_note\');\n        END IF;\n    \n        PERFORM claims_check_marks(NEW."excerpt", TG_TABLE_NAME, \'excerpt\');\n        IF octet_length(NEW."excerpt") > length(NEW."excerpt") AND NEW."excerpt" IS NOT NFC NORMALIZED THEN\n            \n            NEW."excerpt" := normalize(NEW."excerpt", NFC);\n        END IF;\n    RETURN NEW;', hash='5ccc93512928d63adb2edcb57762dfb116babca2', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_cc7f8', table='claims_stance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."statement_id", NEW."claim_id", NEW."position", NEW."explicitness", NEW."qualification", NEW."excerpt", NEW."rationale", NEW."method", NEW."model_name", NEW."review_status", NEW."coder_id", NEW."reviewer_id", NEW."review_note", NEW."made_on", NEW."speaker_id", NEW."on_behalf_of_id", NEW."confidence") IS DISTINCT FROM (OLD."id", OLD."statement_id", OLD."claim_id", OLD."position", OLD."explicitness", OLD."qualification", OLD."excerpt", OLD."rationale", OLD."method", OLD."model_name", OLD."review_status", OLD."coder_id", OLD."reviewer_id", OLD."review_note", OLD."made_on", OLD."speaker_id", OLD."on_behalf_of_id", OLD."confidence") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='8523e9865a3fee9072af495f91952463b0310798', operation='UPDATE', pgid='pgtrigger_touch_37c11', table='claims_stance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_reviewed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.review_status = 'confirmed')", func='PERFORM claims_keep_stance(OLD.id, NEW.review_status, array_remove(ARRAY[CASE WHEN OLD."id" IS DISTINCT FROM NEW."id" THEN \'id\' END, CASE WHEN OLD."statement_id" IS DISTINCT FROM NEW."statement_id" AND NOT claims_is_merge(\'claims_statement\', OLD."statement_id", NEW."statement_id") THEN \'statement\' END, CASE WHEN OLD."claim_id" IS DISTINCT FROM NEW."claim_id" AND NOT claims_is_merge(\'claims_claim\', OLD."claim_id", NEW."claim_id") THEN \'claim\' END, CASE WHEN OLD."position" IS DISTINCT FROM NEW."position" THEN \'position\' END, CASE WHEN OLD."explicitness" IS DISTINCT FROM NEW."explicitness" THEN \'explicitness\' END, CASE WHEN OLD."qualification" IS DISTINCT FROM NEW."qualification" THEN \'qualification\' END, CASE WHEN OLD."excerpt" IS DISTINCT FROM NEW."excerpt" THEN \'excerpt\' END, CASE WHEN OLD."rationale" IS DISTINCT FROM NEW."rationale" THEN \'rationale\' END, CASE WHEN OLD."method" IS DISTINCT FROM NEW."method" THEN \'method\' END, CASE WHEN OLD."model_name" IS DISTINCT FROM NEW."model_name" THEN \'model_name\' END, CASE WHEN OLD."review_status" IS DISTINCT FROM NEW."review_status" THEN \'review_status\' END, CASE WHEN OLD."coder_id" IS DISTINCT FROM NEW."coder_id" AND NOT claims_is_merge(\'auth_user\', OLD."coder_id", NEW."coder_id") THEN \'coder\' END, CASE WHEN OLD."reviewer_id" IS DISTINCT FROM NEW."reviewer_id" AND NOT claims_is_merge(\'auth_user\', OLD."reviewer_id", NEW."reviewer_id") THEN \'reviewer\' END, CASE WHEN OLD."review_note" IS DISTINCT FROM NEW."review_note" THEN \'review_note\' END, CASE WHEN OLD."confidence" IS DISTINCT FROM NEW."confidence" THEN \'confidence\' END], NULL)); RETURN NEW;', hash='8e9e48f9f27420fe628a6af4ecd3cb34a4ad75b1', operation='UPDATE', pgid='pgtrigger_stays_as_reviewed_update_72ade', table='claims_stance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_reviewed_delete', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.review_status = 'confirmed')", func='PERFORM claims_keep_stance_there(OLD.id, OLD.claim_id); RETURN OLD;', hash='ccc465325f5e52377f6645857604b1aba615abb2', operation='DELETE', pgid='pgtrigger_stays_as_reviewed_delete_3df65', table='claims_stance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'stances\', n.key, n.id, \'created\', CASE WHEN n.doc ->> \'review_status\' = \'confirmed\' THEN \'created\' ELSE \'\' END, NULL, n.doc\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'position\', r."position", \'explicitness\', r."explicitness", \'qualification\', r."qualification", \'excerpt\', r."excerpt", \'rationale\', r."rationale", \'method\', r."method", \'model_name\', r."model_name", \'review_status\', r."review_status", \'coder\', r."coder_id", \'reviewer\', r."reviewer_id", \'review_note\', r."review_note", \'made_on\', r."made_on", \'confidence\', r."confidence") AS doc FROM new_rows r) n; RETURN NULL;', hash='68d60ea8bb56124568c8b41dc23fef3a1e0f19b6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_77b54', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_stance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'stances\', c.key, c.id, c.kind, c.shown, c.old, c.new\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'position\', r."position", \'explicitness\', r."explicitness", \'qualification\', r."qualification", \'excerpt\', r."excerpt", \'rationale\', r."rationale", \'method\', r."method", \'model_name\', r."model_name", \'review_status\', r."review_status", \'coder\', r."coder_id", \'reviewer\', r."reviewer_id", \'review_note\', r."review_note", \'made_on\', r."made_on", \'confidence\', r."confidence") AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'position\', r."position", \'explicitness\', r."explicitness", \'qualification\', r."qualification", \'excerpt\', r."excerpt", \'rationale\', r."rationale", \'method\', r."method", \'model_name\', r."model_name", \'review_status\', r."review_status", \'coder\', r."coder_id", \'reviewer\', r."reviewer_id", \'review_note\', r."review_note", \'made_on\', r."made_on", \'confidence\', r."confidence") AS doc FROM new_rows r) n ON n.id = o.id\n            CROSS JOIN LATERAL (\n                SELECT o.key, NULL::bigint AS id, \'deleted\' AS kind, CASE WHEN o.doc ->> \'review_status\' = \'confirmed\' THEN \'deleted\' ELSE \'\' END AS shown, NULL::jsonb AS old,\n                       NULL::jsonb AS new\n                WHERE o.key <> n.key\n                UNION ALL\n                SELECT n.key, n.id, \'changed\', CASE WHEN o.doc ->> \'review_status\' = \'confirmed\' AND n.doc ->> \'review_status\' = \'confirmed\' THEN \'changed\' WHEN n.doc ->> \'review_status\' = \'confirmed\' THEN \'created\' WHEN o.doc ->> \'review_status\' = \'confirmed\' THEN \'deleted\' ELSE \'\' END, CASE WHEN (o.doc ->> \'review_status\' = \'confirmed\') = (n.doc ->> \'review_status\' = \'confirmed\') THEN claims_changed_members(o.doc, n.doc) ELSE o.doc END, CASE WHEN (o.doc ->> \'review_status\' = \'confirmed\') = (n.doc ->> \'review_status\' = \'confirmed\') THEN claims_changed_members(n.doc, o.doc) ELSE n.doc END\n            ) c\n            WHERE coalesce(o.doc <> n.doc, false); RETURN NULL;', hash='845df6bf4084fb4fff677a09d4cc877de761a420', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_b12d8', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_stance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'stances\', o.key, o.id, \'deleted\', CASE WHEN o.doc ->> \'review_status\' = \'confirmed\' THEN \'deleted\' ELSE \'\' END, o.doc, NULL\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'claim\', (SELECT t.slug FROM "claims_claim" t WHERE t.id = r."claim_id"), \'position\', r."position", \'explicitness\', r."explicitness", \'qualification\', r."qualification", \'excerpt\', r."excerpt", \'rationale\', r."rationale", \'method\', r."method", \'model_name\', r."model_name", \'review_status\', r."review_status", \'coder\', r."coder_id", \'reviewer\', r."reviewer_id", \'review_note\', r."review_note", \'made_on\', r."made_on", \'confidence\', r."confidence") AS doc FROM old_rows r) o; RETURN NULL;', hash='430e5c526b6db8319948ac3f59e3e2bfa07ad538', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_d0712', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_stance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='excerpt', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.excerpt <> '')", constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_excerpt(NEW.id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='9dfc19af11d8a2811785d58b5fc5782f641ccc7a', operation='INSERT OR UPDATE OF "excerpt", "statement_id"', pgid='pgtrigger_excerpt_018da', table='claims_stance', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='positions_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_copy_statement_fields(array_agg(statement_id))\n            FROM (SELECT statement_id, claim_id, review_status FROM new_rows) AS changed HAVING count(*) > 0;\n            PERFORM claims_refresh_positions_of_statements(array_agg(statement_id), array_agg(claim_id))\n            FROM (SELECT statement_id, claim_id, review_status FROM new_rows) AS changed WHERE review_status = 'confirmed' HAVING count(*) > 0;\n            RETURN NULL;\n        ", hash='1089e78e7605424c25df2293b552cb05ad374567', level='STATEMENT', operation='INSERT', pgid='pgtrigger_positions_insert_6af70', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_stance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='positions_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_copy_statement_fields(array_agg(statement_id))\n            FROM (SELECT statement_id, claim_id, review_status FROM old_rows UNION SELECT statement_id, claim_id, review_status FROM new_rows) AS changed HAVING count(*) > 0;\n            PERFORM claims_refresh_positions_of_statements(array_agg(statement_id), array_agg(claim_id))\n            FROM (SELECT statement_id, claim_id, review_status FROM old_rows UNION SELECT statement_id, claim_id, review_status FROM new_rows) AS changed WHERE review_status = 'confirmed' HAVING count(*) > 0;\n            RETURN NULL;\n        ", hash='a5d05e341941fa8048ff6a573809a079bfe21792', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_positions_update_509b1', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_stance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stance',
            trigger=pgtrigger.compiler.Trigger(name='positions_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_copy_statement_fields(array_agg(statement_id))\n            FROM (SELECT statement_id, claim_id, review_status FROM old_rows) AS changed HAVING count(*) > 0;\n            PERFORM claims_refresh_positions_of_statements(array_agg(statement_id), array_agg(claim_id))\n            FROM (SELECT statement_id, claim_id, review_status FROM old_rows) AS changed WHERE review_status = 'confirmed' HAVING count(*) > 0;\n            RETURN NULL;\n        ", hash='ceb131323b058a599382aa57ba74ba036b0c7dcf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_positions_delete_54f2f', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_stance', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(models.F('corrected_at'), models.F('id'), name='correction_corrected_at'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['active', 'corrected', 'retracted', 'misattributed'])), name='correction_status_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('what'), function='claims_is_visible', output_field=models.BooleanField())), name='correction_what_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.Func('what', function='length'), models.Func('why', function='length'), output_field=models.BooleanField(), template='greatest(%(expressions)s) <= 10000')), name='correction_texts_bounded', violation_error_message='A text has at most 10,000 characters.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('why'), function='claims_is_visible', output_field=models.BooleanField())), name='correction_why_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'corrected'), _negated=True), ('replacement__isnull', False), _connector='OR'), name='correction_corrected_has_replacement', violation_error_message='A corrected statement is replaced by another one: say by which. One that nothing replaces is retracted.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), _negated=True), ('replacement__isnull', True), _connector='OR'), name='correction_active_has_no_replacement', violation_error_message='A statement that stands is replaced by no other one.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(models.F('statement'), models.F('corrected_at'), name='correction_recorded_once', violation_error_message='The statement was corrected at this moment already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."what" || \'|\' || NEW."why";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x08\\x0b-\\x1f\\x7f]\' THEN\n            NEW."what" := claims_lines(NEW."what", TG_TABLE_NAME, \'what\');\n            NEW."why" := claims_lines(NEW."why", TG_TABLE_NAME, \'why\');\n        END IF;\n    RETURN NEW;', hash='0d14621519b85d64d6e258dc49dae2883be7b2d3', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_e55b7', table='claims_correction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."statement_id", NEW."status", NEW."what", NEW."why", NEW."corrected_at", NEW."replacement_id", NEW."editor_id") IS DISTINCT FROM (OLD."id", OLD."statement_id", OLD."status", OLD."what", OLD."why", OLD."corrected_at", OLD."replacement_id", OLD."editor_id") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='1eb01b220842075f28ec99ea4d23b60715840451', operation='UPDATE', pgid='pgtrigger_touch_e00d4', table='claims_correction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'corrections\', n.key, n.id, \'created\', \'created\', NULL, n.doc\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'status\', r."status", \'what\', r."what", \'why\', r."why", \'corrected_at\', r."corrected_at", \'replacement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."replacement_id"), \'editor\', r."editor_id") AS doc FROM new_rows r) n; RETURN NULL;', hash='72a743a68fd6a8e7b6a462ee959dd1953bfa69d8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_ff649', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'corrections\', c.key, c.id, c.kind, c.shown, c.old, c.new\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'status\', r."status", \'what\', r."what", \'why\', r."why", \'corrected_at\', r."corrected_at", \'replacement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."replacement_id"), \'editor\', r."editor_id") AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'status\', r."status", \'what\', r."what", \'why\', r."why", \'corrected_at\', r."corrected_at", \'replacement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."replacement_id"), \'editor\', r."editor_id") AS doc FROM new_rows r) n ON n.id = o.id\n            CROSS JOIN LATERAL (\n                SELECT o.key, NULL::bigint AS id, \'deleted\' AS kind, \'deleted\' AS shown, NULL::jsonb AS old,\n                       NULL::jsonb AS new\n                WHERE o.key <> n.key\n                UNION ALL\n                SELECT n.key, n.id, \'changed\', \'changed\', claims_changed_members(o.doc, n.doc), claims_changed_members(n.doc, o.doc)\n            ) c\n            WHERE coalesce(o.doc <> n.doc, false); RETURN NULL;', hash='dfc6e279a1bd890b1f07e5551e454f2538a41aa4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_6e45d', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'corrections\', o.key, o.id, \'deleted\', \'deleted\', o.doc, NULL\n            FROM (SELECT r.id, r.id::text AS key, jsonb_build_object(\'statement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."statement_id"), \'status\', r."status", \'what\', r."what", \'why\', r."why", \'corrected_at\', r."corrected_at", \'replacement\', (SELECT t.slug FROM "claims_statement" t WHERE t.id = r."replacement_id"), \'editor\', r."editor_id") AS doc FROM old_rows r) o; RETURN NULL;', hash='ad8bef24b70c445936900dd39294e414411f58f0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_5647d', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='final', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP <> 'INSERT' AND (\n        TG_OP = 'DELETE'\n        OR (NEW.statement_id, NEW.status, NEW.corrected_at) IS DISTINCT FROM\n           (OLD.statement_id, OLD.status, OLD.corrected_at)\n    ) THEN\n        PERFORM claims_refuse('correction_is_final',\n            'What a correction did stays, with its statement, status and moment: another one puts it right.');\n    END IF;\n    IF TG_OP = 'INSERT' AND NEW.corrected_at > clock_timestamp() THEN\n        PERFORM claims_refuse('correction_not_in_the_future', 'A correction is made now, or was made before.');\n    END IF;\n    RETURN NEW;\n", hash='218e6582701063bfe34c6abd7d8dfe78b8ec7650', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_final_4ca7a', table='claims_correction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='status', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM claims_apply_corrections(array_agg(statement_id)) FROM new_rows HAVING count(*) > 0; RETURN NULL;', hash='18f832f38b44d323c8d5d0f97ae811528657153b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_status_987a7', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='status_is_explained', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_status(NEW.statement_id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='f713dbb14e1f04d8fb3eb61828dee491300a9464', operation='INSERT', pgid='pgtrigger_status_is_explained_dda28', table='claims_correction', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='replacement', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_replacement(NEW.id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='27f276111c6006edfe892296688b0a8ec1dac85c', operation='INSERT OR UPDATE OF "replacement_id"', pgid='pgtrigger_replacement_9779d', table='claims_correction', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('exact'), function='claims_is_visible', output_field=models.BooleanField())), name='citation_exact_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.Func('exact', function='length'), models.Func('prefix', function='length'), models.Func('suffix', function='length'), output_field=models.BooleanField(), template='greatest(%(expressions)s) <= 10000')), name='citation_texts_bounded', violation_error_message='A text has at most 10,000 characters.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end__isnull', True), ('start__isnull', True)), models.Q(('end', django.db.models.expressions.CombinedExpression(models.F('start'), '+', django.db.models.functions.text.Length('exact'))), ('end__isnull', False), ('start__isnull', False)), _connector='OR'), name='citation_offsets_span_the_words', violation_error_message='Give both offsets or neither: from the first to the last of the exact words.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('media_end__isnull', True), ('media_start__isnull', True)), models.Q(('media_end__gte', models.F('media_start')), ('media_end__isnull', False), ('media_end__lt', 10000000), ('media_start__gte', 0), ('media_start__isnull', False)), _connector='OR'), name='citation_media_times_in_order', violation_error_message='Give both times or neither, in seconds, the first one first.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(models.F('statement'), django.db.models.functions.text.MD5('exact'), models.F('start'), name='citation_recorded_once', nulls_distinct=False, violation_error_message='The statement has this citation already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        PERFORM claims_check_marks(NEW."exact", TG_TABLE_NAME, \'exact\');\n        IF octet_length(NEW."exact") > length(NEW."exact") AND NEW."exact" IS NOT NFC NORMALIZED THEN\n            PERFORM claims_check_composed_offsets(NEW."exact", NEW."start", NEW."end");\n            NEW."exact" := normalize(NEW."exact", NFC);\n        END IF;\n    \n        PERFORM claims_check_marks(NEW."prefix", TG_TABLE_NAME, \'prefix\');\n        IF octet_length(NEW."prefix") > length(NEW."prefix") AND NEW."prefix" IS NOT NFC NORMALIZED THEN\n            \n            NEW."prefix" := normalize(NEW."prefix", NFC);\n        END IF;\n    \n        PERFORM claims_check_marks(NEW."suffix", TG_TABLE_NAME, \'suffix\');\n        IF octet_length(NEW."suffix") > length(NEW."suffix") AND NEW."suffix" IS NOT NFC NORMALIZED THEN\n            \n            NEW."suffix" := normalize(NEW."suffix", NFC);\n        END IF;\n    RETURN NEW;', hash='2cd169050ededec9d4aa691038ca8bede9a9b1eb', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_fc0f1', table='claims_citation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."statement_id", NEW."exact", NEW."prefix", NEW."suffix", NEW."start", NEW."end", NEW."media_start", NEW."media_end") IS DISTINCT FROM (OLD."id", OLD."statement_id", OLD."exact", OLD."prefix", OLD."suffix", OLD."start", OLD."end", OLD."media_start", OLD."media_end") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='a884916545d4605d7475ed1a180949e087e44ddb', operation='UPDATE', pgid='pgtrigger_touch_87ef4', table='claims_citation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)\n            SELECT \'statements\', p.slug, p.id, \'changed\', \'changed\', jsonb_build_object(n.field, NULL), jsonb_build_object(n.field, n.doc)\n            FROM (SELECT r.id, \'citations\' AS field, r.statement_id AS owner, jsonb_build_object(\'exact\', r."exact", \'prefix\', r."prefix", \'suffix\', r."suffix", \'start\', r."start", \'end\', r."end", \'media_start\', r."media_start", \'media_end\', r."media_end") AS doc FROM new_rows r) n JOIN claims_statement p ON p.id = n.owner; RETURN NULL;', hash='dd6cf101224c9691f33c7da15a374eb3876125db', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_05e75', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)\n            SELECT \'statements\', p.slug, p.id, \'changed\', \'changed\', jsonb_build_object(c.field, c.old), jsonb_build_object(c.field, c.new)\n            FROM (\n                SELECT field, owner, o.doc AS old, n.doc AS new\n                FROM (SELECT r.id, \'citations\' AS field, r.statement_id AS owner, jsonb_build_object(\'exact\', r."exact", \'prefix\', r."prefix", \'suffix\', r."suffix", \'start\', r."start", \'end\', r."end", \'media_start\', r."media_start", \'media_end\', r."media_end") AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, \'citations\' AS field, r.statement_id AS owner, jsonb_build_object(\'exact\', r."exact", \'prefix\', r."prefix", \'suffix\', r."suffix", \'start\', r."start", \'end\', r."end", \'media_start\', r."media_start", \'media_end\', r."media_end") AS doc FROM new_rows r) n\n                USING (id, field, owner) WHERE o.doc IS DISTINCT FROM n.doc\n            ) c JOIN claims_statement p ON p.id = c.owner; RETURN NULL;', hash='3ecac1bcf76ea94bd3fcc6e0b7ee9614779626b1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_78eaa', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)\n            SELECT \'statements\', p.slug, p.id, \'changed\', \'changed\', jsonb_build_object(o.field, o.doc), jsonb_build_object(o.field, NULL)\n            FROM (SELECT r.id, \'citations\' AS field, r.statement_id AS owner, jsonb_build_object(\'exact\', r."exact", \'prefix\', r."prefix", \'suffix\', r."suffix", \'start\', r."start", \'end\', r."end", \'media_start\', r."media_start", \'media_end\', r."media_end") AS doc FROM old_rows r) o JOIN claims_statement p ON p.id = o.owner; RETURN NULL;', hash='e3ca8e7f665556584ff6083e5c7db1891402a88e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_e86b5', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_reviewed_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM claims_keep_citations(NEW.statement_id); RETURN NEW;', hash='1a5a33a699a3e3a9e66709f85cf476eb8b907936', operation='INSERT', pgid='pgtrigger_stays_as_reviewed_insert_7f65b', table='claims_citation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_reviewed_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM claims_keep_citation(OLD.statement_id, NEW.statement_id, array_remove(ARRAY[CASE WHEN OLD."id" IS DISTINCT FROM NEW."id" THEN \'id\' END, CASE WHEN OLD."statement_id" IS DISTINCT FROM NEW."statement_id" AND NOT claims_is_merge(\'claims_statement\', OLD."statement_id", NEW."statement_id") THEN \'statement\' END, CASE WHEN OLD."exact" IS DISTINCT FROM NEW."exact" THEN \'exact\' END, CASE WHEN OLD."prefix" IS DISTINCT FROM NEW."prefix" THEN \'prefix\' END, CASE WHEN OLD."suffix" IS DISTINCT FROM NEW."suffix" THEN \'suffix\' END, CASE WHEN OLD."start" IS DISTINCT FROM NEW."start" THEN \'start\' END, CASE WHEN OLD."end" IS DISTINCT FROM NEW."end" THEN \'end\' END, CASE WHEN OLD."media_start" IS DISTINCT FROM NEW."media_start" THEN \'media_start\' END, CASE WHEN OLD."media_end" IS DISTINCT FROM NEW."media_end" THEN \'media_end\' END], NULL)); RETURN NEW;', hash='2f29408608ef0f5282613a52ea6fa7121fb42e3b', operation='UPDATE', pgid='pgtrigger_stays_as_reviewed_update_965b5', table='claims_citation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_reviewed_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM claims_keep_statement(OLD.statement_id, ARRAY['citations']); RETURN OLD;", hash='487d1d9306c16d557f4ef1688444061b3f76e5a5', operation='DELETE', pgid='pgtrigger_stays_as_reviewed_delete_5dca6', table='claims_citation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='quote', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_quote(NEW.statement_id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='abfe56f328447cd3ea9e4f3de38341312138c5e1', operation='INSERT OR UPDATE', pgid='pgtrigger_quote_83ae5', table='claims_citation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='quote_left', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_quote(OLD.statement_id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='0c002fdfd7b57683433edf0182bc8b1cd995693c', operation='DELETE OR UPDATE OF "statement_id"', pgid='pgtrigger_quote_left_53a18', table='claims_citation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='topic',
            index=models.Index(models.F('sort_key'), models.F('id'), name='topic_sort_key'),
        ),
        migrations.AddIndex(
            model_name='topic',
            index=models.Index(models.Func('name', function='claims_same', output_field=models.TextField()), name='topic_name'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), ('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$'), _connector='OR'), name='topic_slug_well_formed', violation_error_message='A slug is made of lower-case letters and digits, in words joined by single hyphens.'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('slug'), function='claims_is_visible', output_field=models.BooleanField())), name='topic_slug_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('name'), function='claims_is_visible', output_field=models.BooleanField())), name='topic_name_not_blank', violation_error_message='This cannot be blank.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."name";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."name" := claims_line(NEW."name", TG_TABLE_NAME, \'name\');\n        END IF;\n    RETURN NEW;', hash='6782c3b63d56817c000782e795e754bb0acf15c2', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_80190', table='claims_topic', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."slug", NEW."name", NEW."broader_id") IS DISTINCT FROM (OLD."id", OLD."slug", OLD."name", OLD."broader_id") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='f6d40a255ca9bd131c7e24ba956d5c1db1ef4a7d', operation='UPDATE', pgid='pgtrigger_touch_55af3', table='claims_topic', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_record_rename('topics', NEW.id, OLD.slug, NEW.slug); RETURN NULL;", hash='cb9ddfb4f89fda65ba3f461c118c46d1e9525d07', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_6bf47', table='claims_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('topics', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'topics' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='fc7957799bbc8e4b7366a45f6c755956d8b43003', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_d07af', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='forget_former_slugs', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'topics' AND new_slug = OLD.slug; RETURN NULL;", hash='c51960fa1db8f83c1af119f5c55e65df0f2741a0', operation='DELETE', pgid='pgtrigger_forget_former_slugs_19f30', table='claims_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'topics\', n.key, n.id, \'created\', \'created\', NULL, n.doc\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'name\', r."name", \'broader\', (SELECT t.slug FROM "claims_topic" t WHERE t.id = r."broader_id")) AS doc FROM new_rows r) n; RETURN NULL;', hash='7af90830ec0d7460aa6354fcb5356105a369a816', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_b9d58', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            PERFORM claims_readdress(\'topics\', array_agg(n.id))\n            FROM old_rows o FULL JOIN new_rows n ON n.id = o.id WHERE coalesce(n.slug <> o.slug, false) HAVING count(*) > 0;\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'topics\', c.key, c.id, c.kind, c.shown, c.old, c.new\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'name\', r."name", \'broader\', (SELECT t.slug FROM "claims_topic" t WHERE t.id = r."broader_id")) AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'name\', r."name", \'broader\', (SELECT t.slug FROM "claims_topic" t WHERE t.id = r."broader_id")) AS doc FROM new_rows r) n ON n.id = o.id\n            CROSS JOIN LATERAL (\n                SELECT o.key, NULL::bigint AS id, \'deleted\' AS kind, \'deleted\' AS shown, NULL::jsonb AS old,\n                       NULL::jsonb AS new\n                WHERE o.key <> n.key\n                UNION ALL\n                SELECT n.key, n.id, \'changed\', \'changed\', claims_changed_members(o.doc, n.doc), claims_changed_members(n.doc, o.doc)\n            ) c\n            WHERE coalesce(o.doc <> n.doc, false); RETURN NULL;', hash='6b9b274c70eac0babda040366d5fea822d0e183f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_1f0a9', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'topics\', o.key, o.id, \'deleted\', \'deleted\', o.doc, NULL\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'name\', r."name", \'broader\', (SELECT t.slug FROM "claims_topic" t WHERE t.id = r."broader_id")) AS doc FROM old_rows r) o; RETURN NULL;', hash='c3fc3748531fa7103fb646913aa6ec21ae8ad6cc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_8714d', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='acyclic_broader', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'INSERT' OR NEW.broader_id IS DISTINCT FROM OLD.broader_id THEN\n                PERFORM claims_check_acyclic(\n                    'claims_topic', 'broader_id', NEW.id, NEW.broader_id, NEW.slug, 'topic_not_broader_than_itself'\n                );\n            END IF;\n            RETURN NULL;\n        ", hash='e81bfcf1acfd240451b715c672e5e8440bd81f73', operation='INSERT OR UPDATE', pgid='pgtrigger_acyclic_broader_71e9b', table='claims_topic', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.F('created_at'), models.F('id'), name='claim_created_at'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.F('updated_at'), models.F('id'), name='claim_updated_at'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.F('language'), name='claim_language'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(django.db.models.functions.text.MD5(models.Func('text', function='claims_same', output_field=models.TextField())), name='claim_text'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=django.contrib.postgres.indexes.GinIndex(models.F('document'), gin_pending_list_limit=256, name='claim_document'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), ('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$'), _connector='OR'), name='claim_slug_well_formed', violation_error_message='A slug is made of lower-case letters and digits, in words joined by single hyphens.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('slug'), function='claims_is_visible', output_field=models.BooleanField())), name='claim_slug_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('text'), function='claims_is_visible', output_field=models.BooleanField())), name='claim_text_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.Func('text', function='length'), models.Func('context', function='length'), output_field=models.BooleanField(), template='greatest(%(expressions)s) <= 10000')), name='claim_texts_bounded', violation_error_message='A text has at most 10,000 characters.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('name'), function='claims_is_visible', output_field=models.BooleanField())), name='claim_name_not_blank', violation_error_message='This cannot be blank.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['event', 'attribution', 'intent', 'numerical', 'causal', 'prediction', 'promise', 'position', 'opinion'])), name='claim_kind_valid', violation_error_message='This is none of the choices.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*$')), name='claim_language_well_formed', violation_error_message='A language is written as in BCP 47: “en”, “pt-BR”, “zh-Hant”.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='add_defaults', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF coalesce(NEW.checkable::text, '') = '' THEN NEW.checkable := NEW.kind IN ('event', 'attribution', 'intent', 'numerical', 'causal'); END IF; RETURN NEW;", hash='4dfb821c6baab1d21ee85d6c478b8c8fee6c5cd5', operation='INSERT OR UPDATE', pgid='pgtrigger_add_defaults_e30bd', table='claims_claim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."name" || \'|\' || NEW."language";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."name" := claims_line(NEW."name", TG_TABLE_NAME, \'name\');\n            NEW."language" := claims_line(NEW."language", TG_TABLE_NAME, \'language\');\n        END IF;\n    \n        words := NEW."text" || \'|\' || NEW."context";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x08\\x0b-\\x1f\\x7f]\' THEN\n            NEW."text" := claims_lines(NEW."text", TG_TABLE_NAME, \'text\');\n            NEW."context" := claims_lines(NEW."context", TG_TABLE_NAME, \'context\');\n        END IF;\n    \n            NEW."other_names" := claims_line_list(NEW."other_names", TG_TABLE_NAME, \'other_names\');RETURN NEW;', hash='68f4ca3b08b3b0ca2133dbafbd1c67e4a74166cf', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_ebf69', table='claims_claim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."slug", NEW."text", NEW."name", NEW."other_names", NEW."kind", NEW."language", NEW."checkable", NEW."context", NEW."first_appearance_id") IS DISTINCT FROM (OLD."id", OLD."slug", OLD."text", OLD."name", OLD."other_names", OLD."kind", OLD."language", OLD."checkable", OLD."context", OLD."first_appearance_id") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='da37b160245e5c62b880016160ed27a36c8a46d6', operation='UPDATE', pgid='pgtrigger_touch_befcd', table='claims_claim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='renamed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.slug IS DISTINCT FROM NEW.slug)', func="PERFORM claims_record_rename('claims', NEW.id, OLD.slug, NEW.slug); RETURN NULL;", hash='99e2ded40e3a2be85f4f8a9f50f585ca50e09dc7', operation='UPDATE OF "slug"', pgid='pgtrigger_renamed_28f8a', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='slug_is_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM claims_refuse_former_slug('claims', n.slug, r.new_slug)\n            FROM new_rows n JOIN claims_redirect r ON r.collection = 'claims' AND r.old_slug = n.slug;\n            RETURN NULL;\n        ", hash='f97adfcc5d6af672c1b6c04cd99b44a6e0caeb61', level='STATEMENT', operation='INSERT', pgid='pgtrigger_slug_is_new_be086', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='forget_former_slugs', sql=pgtrigger.compiler.UpsertTriggerSql(func="DELETE FROM claims_redirect WHERE collection = 'claims' AND new_slug = OLD.slug; RETURN NULL;", hash='3206ede0bcfc2bc972c9a2fb4596a3a3f89a1820', operation='DELETE', pgid='pgtrigger_forget_former_slugs_048c9', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='history_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'claims\', n.key, n.id, \'created\', \'created\', NULL, n.doc\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'text\', r."text", \'name\', r."name", \'other_names\', r."other_names", \'kind\', r."kind", \'language\', r."language", \'checkable\', r."checkable", \'context\', r."context", \'first_appearance\', (SELECT t.slug FROM "claims_source" t WHERE t.id = r."first_appearance_id")) AS doc FROM new_rows r) n; RETURN NULL;', hash='194537dac52cb95030f5d35bfd7deb0e45cc577f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_history_insert_5e6f3', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='history_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            PERFORM claims_readdress(\'claims\', array_agg(n.id))\n            FROM old_rows o FULL JOIN new_rows n ON n.id = o.id WHERE coalesce(n.slug <> o.slug, false) HAVING count(*) > 0;\n            INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'claims\', c.key, c.id, c.kind, c.shown, c.old, c.new\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'text\', r."text", \'name\', r."name", \'other_names\', r."other_names", \'kind\', r."kind", \'language\', r."language", \'checkable\', r."checkable", \'context\', r."context", \'first_appearance\', (SELECT t.slug FROM "claims_source" t WHERE t.id = r."first_appearance_id")) AS doc FROM old_rows r) o FULL JOIN (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'text\', r."text", \'name\', r."name", \'other_names\', r."other_names", \'kind\', r."kind", \'language\', r."language", \'checkable\', r."checkable", \'context\', r."context", \'first_appearance\', (SELECT t.slug FROM "claims_source" t WHERE t.id = r."first_appearance_id")) AS doc FROM new_rows r) n ON n.id = o.id\n            CROSS JOIN LATERAL (\n                SELECT o.key, NULL::bigint AS id, \'deleted\' AS kind, \'deleted\' AS shown, NULL::jsonb AS old,\n                       NULL::jsonb AS new\n                WHERE o.key <> n.key\n                UNION ALL\n                SELECT n.key, n.id, \'changed\', \'changed\', claims_changed_members(o.doc, n.doc), claims_changed_members(n.doc, o.doc)\n            ) c\n            WHERE coalesce(o.doc <> n.doc, false); RETURN NULL;', hash='0cb29b00e8a512c74308a7e5298e909c146d9fbc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_history_update_7b284', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='history_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new) \n            SELECT \'claims\', o.key, o.id, \'deleted\', \'deleted\', o.doc, NULL\n            FROM (SELECT r.id, r.slug AS key, jsonb_build_object(\'slug\', r."slug", \'text\', r."text", \'name\', r."name", \'other_names\', r."other_names", \'kind\', r."kind", \'language\', r."language", \'checkable\', r."checkable", \'context\', r."context", \'first_appearance\', (SELECT t.slug FROM "claims_source" t WHERE t.id = r."first_appearance_id")) AS doc FROM old_rows r) o; RETURN NULL;', hash='6ae18ac39b25a700169f5aa24495fb67b0fd231c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_history_delete_05fa8', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_reviewed_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM claims_keep_claim(OLD.id, array_remove(ARRAY[CASE WHEN OLD."id" IS DISTINCT FROM NEW."id" THEN \'id\' END, CASE WHEN OLD."text" IS DISTINCT FROM NEW."text" THEN \'text\' END, CASE WHEN OLD."name" IS DISTINCT FROM NEW."name" THEN \'name\' END, CASE WHEN OLD."kind" IS DISTINCT FROM NEW."kind" THEN \'kind\' END, CASE WHEN OLD."language" IS DISTINCT FROM NEW."language" THEN \'language\' END, CASE WHEN OLD."checkable" IS DISTINCT FROM NEW."checkable" THEN \'checkable\' END, CASE WHEN OLD."context" IS DISTINCT FROM NEW."context" THEN \'context\' END], NULL)); RETURN NEW;', hash='1690390417e47588c1cd069803290e2fd620151c', operation='UPDATE', pgid='pgtrigger_stays_as_reviewed_update_2dcdf', table='claims_claim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='verdicts_fit', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            PERFORM set_config('claims.checking', TG_TABLE_NAME || ' ' || coalesce(NEW.id, OLD.id), true);\n            PERFORM claims_check_verdicts(NEW.id);\n            PERFORM set_config('claims.checking', '', true);\n            RETURN NULL;\n        ", hash='98bafc09006ad744507d8e9c11972f899d2cb0ba', operation='UPDATE OF "kind"', pgid='pgtrigger_verdicts_fit_34c78', table='claims_claim', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='terms_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE written bigint;', func='\n            INSERT INTO claims_term_pending (document, sign) SELECT document, 1 AS sign FROM new_rows;\n            GET DIAGNOSTICS written = ROW_COUNT;\n            IF written > 100 OR random() < 0.01 THEN\n                PERFORM claims_merge_term_counts();\n            END IF;\n            RETURN NULL;\n        ', hash='f9a80717bbd91930fa657ff70cb546acc3534b35', level='STATEMENT', operation='INSERT', pgid='pgtrigger_terms_insert_47256', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='terms_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE written bigint;', func='\n            INSERT INTO claims_term_pending (document, sign) \n        SELECT changed.document, changed.sign\n        FROM (SELECT o.document AS was, n.document AS became FROM old_rows o FULL JOIN new_rows n ON n.id = o.id WHERE coalesce(o.document <> n.document, false) OFFSET 0) d\n        CROSS JOIN LATERAL (VALUES (became, 1), (was, -1)) changed (document, sign)\n        ;\n            GET DIAGNOSTICS written = ROW_COUNT;\n            IF written > 100 OR random() < 0.01 THEN\n                PERFORM claims_merge_term_counts();\n            END IF;\n            RETURN NULL;\n        ', hash='9c84f6c219ab4ff9e4725b12e2b13b6f63ce1614', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_terms_update_5577e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='terms_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE written bigint;', func='\n            INSERT INTO claims_term_pending (document, sign) SELECT document, -1 AS sign FROM old_rows;\n            GET DIAGNOSTICS written = ROW_COUNT;\n            IF written > 100 OR random() < 0.01 THEN\n                PERFORM claims_merge_term_counts();\n            END IF;\n            RETURN NULL;\n        ', hash='8e6bfe497b3adeaea336573239d22a7bf15a20c8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_terms_delete_f5312', referencing='REFERENCING OLD TABLE AS old_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='terms_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM claims_count_terms(); RETURN NULL;', hash='a3c6edef2fd0f094f7c52fac4645f20329ea81d7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_terms_truncate_6d9a5', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='tally', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    PERFORM set_config('claims.refreshing', 'on', true);\n                    INSERT INTO claims_claimtally (claim_id) SELECT id FROM new_rows;\n                    PERFORM set_config('claims.refreshing', '', true);\n                    RETURN NULL;\n                ", hash='8f992083abfa97dcda47db3f8c644189d3d739f6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_tally_ed4b1', referencing='REFERENCING NEW TABLE AS new_rows ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='forget_tally', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    PERFORM set_config('claims.refreshing', 'on', true);\n                    DELETE FROM claims_claimtally WHERE claim_id = OLD.id;\n                    PERFORM set_config('claims.refreshing', '', true);\n                    RETURN OLD;\n                ", hash='7202dbcf220114e0910c74561337f21838437259', operation='DELETE', pgid='pgtrigger_forget_tally_492b7', table='claims_claim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='upload',
            trigger=pgtrigger.compiler.Trigger(name='admit_texts', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE words text;', func='\n        words := NEW."format" || \'|\' || NEW."name";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x1f\\x7f]|  |^ | $|[|] | [|]\' THEN\n            NEW."format" := claims_line(NEW."format", TG_TABLE_NAME, \'format\');\n            NEW."name" := claims_line(NEW."name", TG_TABLE_NAME, \'name\');\n        END IF;\n    \n        words := NEW."mapping";\n        IF octet_length(words) > length(words) OR words ~ \'[\\x01-\\x08\\x0b-\\x1f\\x7f]\' THEN\n            NEW."mapping" := claims_lines(NEW."mapping", TG_TABLE_NAME, \'mapping\');\n        END IF;\n    \n            NEW."result" := claims_line_values(NEW."result", TG_TABLE_NAME, \'result\');RETURN NEW;', hash='49a45d43d202d768d398c8b2f2b56db910eb4efb', operation='INSERT OR UPDATE', pgid='pgtrigger_admit_texts_30d94', table='claims_upload', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='upload',
            trigger=pgtrigger.compiler.Trigger(name='touch', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            NEW.created_at := OLD.created_at;\n            NEW.updated_at := CASE WHEN (NEW."id", NEW."owner_id", NEW."format", NEW."name", NEW."content", NEW."mapping", NEW."dry_run", NEW."seen_at", NEW."done", NEW."result") IS DISTINCT FROM (OLD."id", OLD."owner_id", OLD."format", OLD."name", OLD."content", OLD."mapping", OLD."dry_run", OLD."seen_at", OLD."done", OLD."result") THEN now() ELSE OLD.updated_at END;\n            RETURN NEW;\n        ', hash='3678b5e082ed76c29c8ca91208a78d9a46b9e2e1', operation='UPDATE', pgid='pgtrigger_touch_c201f', table='claims_upload', when='BEFORE')),
        ),
    ]
