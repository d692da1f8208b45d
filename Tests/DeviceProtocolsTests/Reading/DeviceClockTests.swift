import DeviceProtocols
import NetworkValues
import Testing

struct DeviceClockTests {
    /// 2026-11-23T13:37:05Z.
    private static let point = Timestamp(seconds: 1_795_441_025)

    private func read(_ date: String, _ time: String = "") -> DeviceTime? {
        DeviceClock.time(date: Array(date.utf8), time: Array(time.utf8))
    }

    @Test(arguments: [
        ("2026-11-23", "13:37:05"), ("23.11.2026", "13:37:05"), ("23.11.26", "13:37:05"), ("11/23/2026", "13:37:05"),
        ("23/11/2026", "13:37:05"), ("2026/11/23", "13:37:05"), ("20261123", "133705"), ("20261123", "13:37:05"),
        ("20261123-133705", ""), ("2026-11-23 13:37:05", ""), ("2026-11-23T13:37:05", ""),
        (" 2026-11-23 ", " 13:37:05 "),
        ("2026-11-23\0\0", "13:37:05\0"), ("2026-11-23 13:37:05", "13:37:05"), ("23-11-2026", "13:37:05"),
    ])
    func `likely forms are read as the device's own time`(date: String, time: String) {
        #expect(read(date, time) == DeviceTime(Self.point, isUTC: false))
    }

    @Test func `a time of day may be without seconds or with a fraction`() {
        #expect(read("2026-11-23", "13:37")?.time == Self.point.adding(seconds: -5))
        #expect(read("2026-11-23", "13:37:05.25")?.time == Self.point.adding(milliseconds: 250))
        #expect(read("2026-11-23", "13:37:05,123456")?.time == Self.point.adding(milliseconds: 123))
        #expect(read("2026-11-23", "9:05")?.time == Self.point.adding(seconds: -(4 * 3600 + 32 * 60 + 5)))
    }

    @Test func `a zone makes it UTC`() {
        #expect(read("2026-11-23T13:37:05Z") == DeviceTime(Self.point, isUTC: true))
        #expect(read("2026-11-23T14:37:05+01:00") == DeviceTime(Self.point, isUTC: true))
        #expect(read("2026-11-23", "08:37:05-0500") == DeviceTime(Self.point, isUTC: true))
    }

    @Test func `DateAndTime is read with and without a zone`() {
        let octets: [UInt8] = [0x07, 0xea, 11, 23, 13, 37, 5, 2]
        let time = Self.point.adding(milliseconds: 200)
        #expect(DeviceClock.time(date: octets) == DeviceTime(time, isUTC: false))
        #expect(DeviceClock.time(date: [], time: octets) == DeviceTime(time, isUTC: false))
        #expect(
            DeviceClock.time(date: octets + [0x2b, 1, 0]) == DeviceTime(time.adding(seconds: -3600), isUTC: true))
        #expect(DeviceClock.time(date: octets + [0x2a, 1, 0]) == nil)
    }

    @Test(arguments: [
        ("11/10/2026", "13:37:05"), ("2026-11-23", ""), ("", "13:37:05"), ("", ""), ("2026-02-30", "13:37"),
        ("2026-13-01", "13:37"), ("2026-11-23", "24:00:00"), ("2026-11-23", "13:60"), ("1970-01-01", "00:01:00"),
        ("yesterday", "noon"), ("2026-11-23", "1:37 PM"), ("99999999", "13:37:05"), ("2026-11", "13:37"),
        ("11/23/26", "13:37"), ("2026-11-23 x", "13:37"),
    ])
    func `what is ambiguous, incomplete, impossible or before 2000 is no time`(date: String, time: String) {
        #expect(read(date, time) == nil)
    }

    @Test func `day and month that are the same need no order`() {
        #expect(read("11/11/2026", "00:00")?.time == read("2026-11-11", "00:00")?.time)
    }

    @Test func `any octets are a time or none`() {
        let seeds = [
            "2026-11-23", "23.11.2026", "11/23/2026", "20261123-133705", "2026-11-23T13:37:05+01:00", "13:37:05.123",
        ].map { Array($0.utf8) }
        var random = SplitMix(state: 23)
        for _ in 0..<FuzzInputs.count {
            let found = DeviceClock.time(date: random.mutated(seeds), time: random.mutated(seeds))
            #expect(found.map { $0.time >= Timestamp(seconds: 946_684_800) } ?? true)
        }
    }
}
