/* Reads each calendar file that it is given with libical; prints the events and the objections, a line of JSON each. */

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *comma;

static void print_string(const char *text)
{
    putchar('"');
    for (; text && *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            printf("\\%c", c);
        } else if (c < 0x20) {
            printf("\\u%04x", c);
        } else {
            putchar(c);
        }
    }
    putchar('"');
}

static void print_event(icalcomponent *event)
{
    icaltimetype start = icalcomponent_get_dtstart(event);
    icaltimetype end = icalcomponent_get_dtend(event);

    printf("%s[%lld,%lld,", comma,
           (long long)icaltime_as_timet_with_zone(start, icaltime_get_timezone(start)),
           (long long)icaltime_as_timet_with_zone(end, icaltime_get_timezone(end)));
    print_string(icalcomponent_get_summary(event));
    putchar(',');
    print_string(icalcomponent_get_uid(event));
    putchar(',');
    print_string(icalcomponent_get_description(event));
    putchar(',');
    print_string(icalcomponent_get_location(event));
    putchar(']');
    comma = ",";
}

static void print_attendee(icalproperty *attendee)
{
    icalparameter *name = icalproperty_get_first_parameter(attendee, ICAL_CN_PARAMETER);
    icalparameter *partstat = icalproperty_get_first_parameter(attendee, ICAL_PARTSTAT_PARAMETER);

    printf("%s[", comma);
    print_string(icalproperty_get_attendee(attendee));
    putchar(',');
    print_string(name ? icalparameter_get_cn(name) : NULL);
    putchar(',');
    print_string(partstat ? icalparameter_enum_to_string(icalparameter_get_partstat(partstat)) : NULL);
    putchar(']');
    comma = ",";
}

static void print_invitation(icalcomponent *calendar, icalcomponent *event)
{
    icalproperty *organizer = icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY);
    icalproperty *attendee;

    if (!icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY)) {
        return;
    }
    printf("%s[", comma);
    print_string(icalproperty_method_to_string(icalcomponent_get_method(calendar)));
    printf(",\"%d\",", icalcomponent_get_sequence(event));
    print_string(organizer ? icalproperty_get_organizer(organizer) : NULL);
    printf(",[");
    comma = "";
    /* Once more from the start: what stands above moves the component's one iterator. */
    for (attendee = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY); attendee;
         attendee = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY)) {
        print_attendee(attendee);
    }
    printf("]]");
    comma = ",";
}

static void print_problems(icalcomponent *component)
{
    icalproperty *property;
    icalcomponent *child;

    for (property = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY); property;
         property = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY)) {
        fputs(comma, stdout);
        print_string(icalproperty_get_xlicerror(property));
        comma = ",";
    }
    for (child = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); child;
         child = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) {
        print_problems(child);
    }
}

static char *content_of(const char *path)
{
    size_t size = 0, got;
    char *text = NULL;
    FILE *file = fopen(path, "rb");

    if (!file) {
        perror(path);
        exit(1);
    }
    do {
        text = realloc(text, size + 65537);
        got = fread(text + size, 1, 65536, file);
        size += got;
    } while (got > 0);
    fclose(file);
    text[size] = '\0';
    return text;
}

static void read_file(const char *path)
{
    char *text = content_of(path);
    icalcomponent *calendar = icalparser_parse_string(text), *event;

    free(text);
    if (!calendar) {
        printf("{\"entries\":[],\"invitations\":[],\"problems\":[\"libical read no calendar: %s\"]}\n",
               icalerror_strerror(icalerrno));
        return;
    }
    icalrestriction_check(calendar);

    comma = "";
    printf("{\"entries\":[");
    for (event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        print_event(event);
    }
    printf("],\"invitations\":[");
    comma = "";
    for (event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        print_invitation(calendar, event);
    }
    printf("],\"problems\":[");
    comma = "";
    print_problems(calendar);
    printf("]}\n");
    icalcomponent_free(calendar);
}

int main(int count, char **paths)
{
    icalerror_set_errors_are_fatal(0);
    for (int number = 1; number < count; number++) {
        read_file(paths[number]);
    }
    return 0;
}
