import NetworkValues
import Settings
import ReportSupport
import Testing

@testable import ServiceReport

@Suite struct ScheduleTests {
    /// 2027-01-15 00:00 UTC, a Friday.
    private let friday = ReportSite.start

    @Test(arguments: [
        ("sunday 03:15", "sunday 03:15"), ("Sun 03:15", "sunday 03:15"), ("daily 23:59", "daily 23:59"),
        ("FRIDAY 00:00", "friday 00:00"),
    ])
    func `a schedule is read`(text: String, shown: String) {
        #expect(ReportSchedule(text)?.description == shown)
    }

    @Test(arguments: [
        "", "off", "sunday", "s 03:15", "sunday 3:15", "sunday 24:00", "sunday 03:60", "someday 03:15",
        "sunday 03:15 x", "sunday +3:15",
    ])
    func `what is no schedule is refused`(text: String) {
        #expect(ReportSchedule(text) == nil)
    }

    @Test func `a report is due on its day, once a week`() throws {
        let schedule = try #require(ReportSchedule("friday 00:00"))
        #expect(schedule.last(atOrBefore: friday) == friday)
        #expect(schedule.last(atOrBefore: friday.adding(milliseconds: -1)) == friday.adding(seconds: -7 * 86_400))
        #expect(schedule.next(after: friday) == friday.adding(seconds: 7 * 86_400))
        let daily = try #require(ReportSchedule("daily 03:15"))
        #expect(daily.last(atOrBefore: friday) == friday.adding(seconds: 3 * 3600 + 900 - 86_400))
        #expect(daily.next(after: friday) == friday.adding(seconds: 3 * 3600 + 900))
        let sunday = try #require(ReportSchedule("sunday 12:00"))
        #expect(sunday.next(after: friday) == friday.adding(seconds: 2 * 86_400 + 43_200))
        #expect(ReportSchedule("thursday 00:00")?.last(atOrBefore: Timestamp(milliseconds: 0)).milliseconds == 0)
        #expect(
            ReportSchedule("thursday 00:00")?.last(atOrBefore: Timestamp(milliseconds: -1)).milliseconds == -604_800_000
        )
    }

    @Test func `what was due before somebody set the schedule is not made up for`() throws {
        let schedule = try #require(ReportSchedule("friday 00:00"))
        var record = ScheduleRecord()
        record.take(schedule, at: friday.adding(seconds: 60))
        #expect(record.due(schedule, at: friday.adding(seconds: 60)) == nil)
        let next = friday.adding(seconds: 7 * 86_400)
        #expect(record.due(schedule, at: next) == next)
        #expect(record.due(schedule, at: next.adding(seconds: 3 * 86_400)) == next)
        record.take(schedule, at: next.adding(seconds: 3 * 86_400))
        #expect(record.due(schedule, at: next.adding(seconds: 3 * 86_400)) == next)
    }

    @Test func `settings are read, and what is wrong with them is said`() throws {
        func configuration(_ options: String) throws(SettingsError) -> ServiceReportConfiguration {
            let schema = SettingsSchema([ServiceReportSettings.self])
            let document = SettingsDocument(ConfigText("config change REPORT0 \(options)"), schema: schema)
            return try document.module(as: ServiceReportSettings.self).configuration
        }
        let read = try configuration(
            "/schedule \"sunday 03:15\" /url https://store.example/reports /redaction names /mkcol on /keep 9 /limit 60"
        )
        #expect(read.schedule == ReportSchedule("sunday 03:15") && read.redaction == .names && read.makesDirectory)
        #expect(read.limits.count == 9 && read.limits.seconds == 60 && read.limits.days == 90)
        #expect(try configuration("/schedule off").schedule == nil)
        for wrong in [
            "/schedule weekly", "/url ftp://x/", "/url https://store.example/a?b", "/redaction some", "/keep 0",
        ] {
            #expect(throws: SettingsError.self, "\(wrong)") { try configuration(wrong) }
        }
    }
}
