pragma Singleton
import QtQuick

// Days and times of answers as text: XForms writes "2026-11-23", "09:18:00.000+08:00" and both with a T between.
QtObject {
    function day(value: string): string { return /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : "" }
    function clock(value: string): string {
        const found = /(?:T|^)(\d{2}:\d{2})/.exec(value);
        return found ? found[1] : "";
    }
    // The engineer's offset, out of "2026-11-23T09:18+08:00".
    function offset(now: string): string {
        const found = /([+-]\d{2}:\d{2}|Z)$/.exec(now);
        return found ? found[1] : "";
    }
    function written(clock: string, now: string): string { return clock + ":00.000" + offset(now) }

    function parts(day: string): list<int> { return day.split("-").map(Number) }
    function iso(year: int, month: int, day: int): string {
        // Noon, so that no change of clocks moves it to another day.
        return new Date(Date.UTC(year, month - 1, day, 12)).toISOString().slice(0, 10);
    }
    function plus(day: string, days: int): string {
        const [year, month, date] = parts(day);
        return iso(year, month, date + days);
    }
    // The same day of another month, or its last one.
    function plusMonths(day: string, months: int): string {
        const [year, month, date] = parts(day);
        const last = new Date(Date.UTC(year, month + months, 0, 12)).getUTCDate();
        return iso(year, month + months, Math.min(date, last));
    }
    // Monday is 0.
    function weekday(day: string): int {
        const [year, month, date] = parts(day);
        return (new Date(Date.UTC(year, month - 1, date, 12)).getUTCDay() + 6) % 7;
    }
    function told(day: string, format: string): string {
        const [year, month, date] = parts(day);
        return new Date(year, month - 1, date, 12).toLocaleString(Qt.locale(qsTr("en_GB", "locale of dates")), format);
    }
    function dayWords(day: string): string { return told(day, qsTr("ddd d MMM yyyy", "format of a day")) }
    function dayWhole(day: string): string { return told(day, qsTr("dddd d MMMM yyyy", "format of a day, whole")) }
    function monthWords(day: string): string { return told(day, qsTr("MMMM yyyy", "format of a month")) }
    function yearWords(day: string): string { return told(day, qsTr("yyyy", "format of a year")) }
    function weekdayWords(place: int): string {
        return told(plus("2026-11-23", place), qsTr("ddd", "format of a weekday in a narrow column"));
    }
}
