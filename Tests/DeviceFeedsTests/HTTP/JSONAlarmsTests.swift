import DeviceProtocols
import Faults
import Foundation
import NetworkValues
import Testing

@testable import DeviceFeeds

struct JSONAlarmsTests {
    private static let alarm = """
        {"mt":"AddAlarm","type":"alarm","severity":2,"active":true,"code":"0x00030204","date":"1795435200",
         "host":"IPBS3-12-34-56","serial":"00013e123456","source":"DECT MASTER","text":"Radio lost","xsl":"x.xsl",
         "details":"<relay prot=\\"x\\"/>"}
        """

    private func read(_ text: String) -> JSONAlarms { JSONAlarms(Array(text.utf8)) }

    @Test func `an alarm is read with who reported it`() {
        let read = read(Self.alarm)
        #expect(read.isComplete && read.unknown.isEmpty && read.lines.isEmpty)
        let alarm = ReportedAlarm(
            code: FaultCode(rawValue: 0x0003_0204), source: "DECT MASTER", severity: .critical, text: "Radio lost",
            deviceTime: DeviceTime(Timestamp(seconds: 1_795_435_200), isUTC: true))
        #expect(
            read.messages == [
                JSONAlarms.Message(
                    entry: FaultEntry(.alarm, alarm), host: "IPBS3-12-34-56", mac: MACAddress("00:01:3e:12:34:56"))
            ])
        #expect(read.readings == [.alarm(alarm)])
    }

    @Test(arguments: [
        "[@,@]", "{\"alarms\":[@],\"more\":{\"AddAlarm\":@}}", "[[[@]],[{\"x\":@}]]", "@\n@", "@\r\n\r\n@\r\n",
    ])
    func `alarms stand alone, in arrays, in objects, or one a line`(form: String) {
        let read = read(form.replacing("@", with: Self.alarm.replacing("\n", with: "")))
        #expect(read.messages.count == 2 && read.isComplete, "\(read.unknown)")
    }

    @Test(arguments: [
        ("{\"type\":\"clear\",\"code\":\"0x00140009\",\"source\":\"A\"}", FaultEntry.Kind.clear),
        ("{\"mt\":\"AddEvent\",\"code\":1310729,\"text\":\"x\"}", .error),
        ("{\"AddAlarm\":{\"code\":\"0x00140009\",\"severity\":\"1\"}}", .alarm),
        ("{\"type\":\"alarm\",\"active\":false,\"code\":\"0x00140009\"}", .error),
        ("{\"code\":\"1310729\",\"text\":\"x\"}", .error),
    ])
    func `the kind is what the type says, or the object's name`(text: String, kind: FaultEntry.Kind) {
        #expect(read(text).messages.map(\.entry.kind) == [kind])
        #expect(read(text).messages.map(\.entry.alarm.code.rawValue) == [0x0014_0009])
    }

    @Test func `lines of logs are told apart`() {
        let read = read(
            "{\"mt\":\"AddLog\",\"time\":\"1795435200\",\"from\":\"x\",\"serial\":\"00013e123456\",\"msg\":\"line\"}")
        #expect(read.messages.isEmpty && read.isComplete && read.readings.isEmpty)
        #expect(
            read.lines == [
                JSONAlarms.Line(
                    text: "line", host: "x", mac: MACAddress("00:01:3e:12:34:56"),
                    deviceTime: DeviceTime(Timestamp(seconds: 1_795_435_200), isUTC: true))
            ])
    }

    @Test func `what is not understood is kept, and said to be so`() {
        for text in [
            "{", "{}", "nothing", "{\"type\":\"alarm\"}", "{\"code\":\"?\",\"text\":\"x\"}", "7", "{\"a\":{\"b\":1}}",
        ] {
            let read = read(text)
            #expect(!read.isComplete && read.readings == [.raw(text)], "\(text)")
        }
        #expect(read("[]").isComplete && read("[]").readings.isEmpty)
        let mixed = read("\(Self.alarm.replacing("\n", with: ""))\n{broken")
        #expect(mixed.messages.count == 1 && mixed.unknown == ["{broken"] && !mixed.isComplete)
    }

    @Test func `limits hold`() {
        let small = "{\"code\":\"0x00140001\",\"text\":\"x\"}"
        let many = read("[\(Array(repeating: small, count: 1100).joined(separator: ","))]")
        #expect(many.messages.count == 1024 && !many.isComplete)
        let lines = read(String(repeating: small + "\n", count: 1100))
        #expect(lines.messages.count == 1024 && !lines.isComplete)
        let deep = read(String(repeating: "[", count: 400) + small + String(repeating: "]", count: 400))
        #expect(deep.messages.isEmpty && !deep.isComplete)
        let deeper = read(String(repeating: "[", count: 100_000))
        #expect(deeper.messages.isEmpty && !deeper.isComplete)
        let large = read(String(repeating: " ", count: (1 << 20) + 1))
        #expect(!large.isComplete && large.unknown.count == 1)
        #expect(read("x\n" + String(repeating: "y\n", count: 100)).unknown.count == 8)
    }

    @Test func `any octets give messages within the limits`() {
        let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 20_000
        let seeds = [
            Self.alarm, "[\(Self.alarm)]",
            "{\"mt\":\"AddLog\",\"from\":\"x\",\"msg\":\"y\"}\n{\"code\":1e99,\"type\":true}",
        ].map { Array($0.utf8) }
        var random = SystemRandom(state: 23)
        for _ in 0..<inputs {
            var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                switch Int.random(in: 0..<4, using: &random) {
                case 0 where !bytes.isEmpty:
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                case 1 where !bytes.isEmpty:
                    let start = Int.random(in: 0..<bytes.count, using: &random)
                    bytes.removeSubrange(start..<min(bytes.count, start + Int.random(in: 1...20, using: &random)))
                case 2:
                    bytes.insert(
                        contentsOf: Array("{}[]\",:\\0\n-e".utf8).shuffled(using: &random).prefix(2),
                        at: Int.random(in: 0...bytes.count, using: &random))
                default: bytes += seeds[Int.random(in: 0..<seeds.count, using: &random)].prefix(60)
                }
            }
            let read = JSONAlarms(bytes)
            #expect(read.messages.count + read.lines.count <= JSONAlarms.objectLimit)
            #expect(read.unknown.allSatisfy { $0.utf8.count <= DeviceReading.rawLimit })
            #expect(read.isComplete == read.unknown.isEmpty)
        }
    }

    /// Numbers that a test can start again.
    private struct SystemRandom: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 33
        }
    }
}
