import NetworkValues
import Testing

@testable import WebAPI

/// Times in requests.
struct TimeParameterTests {
    @Test(arguments: [
        Int64(0), -1, 1, 951_782_400_000, 951_868_799_999, 1_795_000_000_123, 4_102_444_800_000, -62_135_596_800_000,
        -62_162_208_000_000, -62_167_219_200_000, 253_402_300_799_999,
    ])
    func `what is written is read`(milliseconds: Int64) {
        let time = Timestamp(milliseconds: milliseconds)
        #expect(Timestamp(rfc3339: "\(time)") == time, "\(time)")
    }

    @Test(arguments: [
        ("2026-11-23T13:00:00Z", "2026-11-23T13:00:00.000Z"), ("2026-11-23t13:00:00.5z", "2026-11-23T13:00:00.500Z"),
        ("2026-11-23T13:00:00.123456789+01:00", "2026-11-23T12:00:00.123Z"),
        ("2026-11-23T00:00:00-23:59", "2026-11-23T23:59:00.000Z"),
        ("0445-09-13T02:38:03.21+18:44", "0445-09-12T07:54:03.210Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.000Z"), ("2024-02-29 00:00:00Z", "2024-02-29T00:00:00.000Z"),
    ])
    func `a time is read in any of its ways of writing`(text: String, shown: String) {
        #expect(Timestamp(rfc3339: text).map { "\($0)" } == shown)
    }

    @Test(arguments: [
        "", "2026", "2026-11-23", "2026-11-23T13:00:00", "2026-11-23T13:00Z", "2026-13-23T13:00:00Z",
        "2026-00-23T13:00:00Z", "2026-02-29T13:00:00Z", "2100-02-29T13:00:00Z", "2026-11-31T13:00:00Z",
        "2026-11-23T24:00:00Z", "2026-11-23T13:60:00Z", "2026-11-23T13:00:61Z", "2026-11-23T13:00:00.Z",
        "2026-11-23T13:00:00+24:00", "2026-11-23T13:00:00+01", "2026-11-23T13:00:00Z ", " 2026-11-23T13:00:00Z",
        "٢026-11-23T13:00:00Z", "+026-11-23T13:00:00Z",
    ])
    func `what is no time is not taken for one`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }
}
