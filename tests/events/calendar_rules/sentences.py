"""The calendar rules, sentence by sentence, each with the tests of this folder that prove it."""

IDENTITY = {
    "One UID per session of an event, minted once, for life: invite, download, feed and mail share it.": (
        "test_one_uid_per_session_is_shared_by_invitation_download_feed_and_mail",
        "test_uid_is_minted_once_for_life",
    ),
    "Add links of Google and Outlook say that they follow no change, and are not offered beside an invitation.": (
        "test_add_links_are_a_convenience_that_follows_no_change",
        "test_add_links_are_not_offered_beside_an_invitation",
    ),
    "A change of slug, title, place in the page tree, site name, or a restore from backup keeps the UID.": (
        "test_change_of_slug_title_place_or_site_name_keeps_the_uid",
        "test_restore_from_backup_keeps_the_uid",
    ),
    "A copied, aliased or translated page gets its own.": (
        "test_copied_aliased_or_translated_page_gets_its_own_uid",
    ),
    "SEQUENCE is a stored integer that only rises.": ("test_sequence_is_stored_and_only_rises",),
    "It rises by 1 when a published change touches start, end, zone, place, public join address or status.": (
        "test_sequence_rises_by_one_for_a_published_change_of_slot_only",
    ),
    "Not for a draft, an unchanged publish or a typo in the body.": (
        "test_sequence_stays_for_a_draft_an_unchanged_publish_or_a_typo",
    ),
    "What a person is sent carries the record's SEQUENCE and the registration's own offset.": (
        "test_persons_number_is_the_records_and_their_own_offset_that_only_rises",
    ),
    "LAST-MODIFIED and DTSTAMP in files and feeds are the moment of the last published change, never now.": (
        "test_dtstamp_is_the_last_published_change_and_never_now",
    ),
    "In a personal message DTSTAMP is the moment of the act.": (
        "test_dtstamp_of_a_message_is_the_moment_of_the_act",
    ),
    "One iMIP message per person and changed session: all VEVENTs of one message share a UID.": (
        "test_one_message_per_person_and_changed_session_each_with_one_uid",
    ),
    "Above 5 sessions a confirmation is one message with all sessions as a file without METHOD.": (
        "test_more_than_five_sessions_are_one_message_with_a_file_without_method",
    ),
}

TIMES = {
    "Every session is its own VEVENT in UTC: no RRULE, no VTIMEZONE.": (
        "test_every_session_is_its_own_vevent_in_utc_without_rule_or_zone",
    ),
    "02:30 on the spring day does not exist: it is refused with a sentence.": (
        "test_0230_on_the_spring_day_is_refused_with_a_sentence",
    ),
    "01:30 in autumn exists twice: the first is meant, and the help text says so.": (
        "test_0130_in_autumn_means_the_first",
        "test_help_text_says_which_of_two_hours_is_meant",
    ),
}

FEEDS = {
    "METHOD:PUBLISH needs an ORGANIZER; METHOD is left out.": (
        "test_feed_has_no_method_and_needs_no_organizer",
    ),
    "Plain GET, no cookies.": ("test_feed_is_a_plain_get_without_cookies",),
    "Name, description, REFRESH-INTERVAL;VALUE=DURATION and X-PUBLISHED-TTL, COLOR, SOURCE, URL.": (
        "test_feed_has_name_description_refresh_color_source_and_url",
    ),
    "No UID on the calendar itself.": ("test_feed_has_no_uid_of_its_own",),
    "No ATTENDEE, no registrant, no personal link.": (
        "test_no_attendee_no_registrant_no_personal_link_in_any_public_file",
    ),
    "No join address that is meant for registrants.": (
        "test_no_join_address_for_registrants_in_any_public_file",
    ),
    "Only live and public pages.": ("test_only_live_and_public_pages_are_in_the_feed",),
    "The window is 90 days back and everything ahead.": (
        "test_window_is_90_days_back_and_everything_ahead",
        "test_feed_moves_on_at_midnight_utc_and_at_no_other_moment",
    ),
    "Nothing is cut silently.": ("test_nothing_is_cut_silently",),
    "A cancelled session stays: the word in its title, TRANSPARENT, STATUS:CANCELLED, no alarm.": (
        "test_cancelled_session_stays_with_the_word_in_its_title",
    ),
    "Unpublishing or making private takes an event out at the next request.": (
        "test_unpublishing_or_making_private_takes_an_event_out_at_the_next_request",
    ),
    "If-None-Match with a quoted tag, a list, or * answers 304.": (
        "test_if_none_match_with_a_quoted_tag_a_list_or_a_star_is_304",
    ),
    "The cost of a 304 does not grow with the number of events.": (
        "test_cost_of_a_304_does_not_grow_with_the_number_of_events",
    ),
    "No response is stale after a commit.": ("test_no_response_is_stale_after_a_commit",),
}

INVITATIONS = {
    "One person per message.": ("test_one_person_per_message",),
    "multipart/alternative: text, HTML, then text/calendar; and the same file attached.": (
        "test_alternative_holds_text_html_then_the_calendar_and_the_same_file_is_attached",
    ),
    "method= equals METHOD.": ("test_method_of_the_part_equals_that_of_the_calendar",),
    "ORGANIZER is a bare mailbox equal to the From address.": ("test_organizer_equals_from",),
    "Exactly one ATTENDEE, the recipient, PARTSTAT=ACCEPTED, RSVP=FALSE.": (
        "test_exactly_one_attendee_the_recipient_who_accepted_and_is_asked_nothing",
    ),
    "A move or a new place sends one REQUEST, same UID, higher SEQUENCE, to every current holder: old → new.": (
        "test_move_or_new_place_sends_every_holder_one_request_from_old_to_new",
    ),
    "A cancelled session, withdrawn registration or lost seat sends METHOD:CANCEL; its subject says so.": (
        "test_cancelled_session_sends_a_cancel_whose_subject_says_so",
        "test_removed_session_of_a_series_sends_a_cancel",
        "test_more_than_five_cancelled_sessions_are_told_by_a_file_that_says_so",
        "test_withdrawn_registration_sends_a_cancel_whose_subject_says_so",
        "test_lost_seat_sends_a_cancel_whose_subject_says_so",
    ),
    "Un-cancelling, and registering again, is a REQUEST with a higher SEQUENCE.": (
        "test_uncancelling_is_a_request_with_a_higher_sequence",
        "test_registering_again_is_a_request_with_a_higher_sequence",
    ),
    "The manage link is in the mail, never in the .ics.": (
        "test_manage_link_is_in_the_mail_and_never_in_the_file",
    ),
    "No RFC 9073 components.": ("test_no_rfc9073_components_in_any_file",),
    "X-PUBLISHED-TTL, REFRESH-INTERVAL and CONFERENCE need care.": (
        "test_no_refresh_interval_or_published_ttl_in_a_message",
        "test_conference_names_its_features_unquoted",
    ),
}

TEXT_AND_COST = {
    "CRLF; lines folded at 75 octets, never inside a UTF-8 character.": (
        "test_lines_end_in_crlf_and_fold_at_75_octets_never_inside_a_character",
    ),
    "TEXT escaped once.": ("test_text_is_escaped_once",),
    "Control characters, lone CR and NUL removed from every value, parameter values (CN) too.": (
        "test_control_characters_are_removed_from_values_and_parameters",
    ),
    "Rich text becomes plain text with its links kept.": (
        "test_rich_text_becomes_plain_text_with_its_links_kept",
    ),
    "The serialized VEVENT is kept in the calendar record; exactly one is rewritten when one event changes.": (
        "test_exactly_one_vevent_is_serialized_when_one_event_changes",
        "test_stored_text_stays_when_nothing_of_it_changes",
    ),
    "The feed is assembled from the stored text.": ("test_feed_is_assembled_from_the_stored_text",),
}
