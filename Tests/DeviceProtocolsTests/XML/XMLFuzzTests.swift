import DeviceProtocols
import Foundation
import Testing

/// The readers take any octets: they end, within their limits, and a document that is cut off is never taken for whole.
///
/// `IPDECT_FUZZ_INPUTS` says how many inputs.
struct XMLFuzzTests {
    static let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 20_000

    private static let seeds = [
        DevicePages.alarms, DevicePages.faults, DevicePages.box, DevicePages.counters, DevicePages.sync,
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a b='&x;&#65;' c=d e><![CDATA[<z>]]><!-- c --><?p q?>&lt;</a>",
        "<html><body><h1>Not Found</h1><br></body></html>",
    ].map { Array($0.utf8) }

    /// A document with some octets changed, taken away or put in between.
    static func mutated(_ seeds: [[UInt8]], _ random: inout SplitMix) -> [UInt8] {
        var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            switch Int.random(in: 0..<6, using: &random) {
            case 0 where !bytes.isEmpty:
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            case 1 where !bytes.isEmpty:
                bytes.removeSubrange(Int.random(in: 0..<bytes.count, using: &random)...)
            case 2:
                bytes.insert(
                    contentsOf: Array("<>/&;\"'=![]-? {}:,#x\0".utf8).shuffled(using: &random).prefix(3),
                    at: Int.random(in: 0...bytes.count, using: &random))
            case 3 where bytes.count > 8:
                let start = Int.random(in: 0..<(bytes.count - 8), using: &random)
                bytes.removeSubrange(start..<(start + Int.random(in: 1...8, using: &random)))
            case 4 where bytes.count > 1 && bytes.count < 4096:
                let start = Int.random(in: 0..<bytes.count, using: &random)
                bytes.insert(contentsOf: bytes[start...].prefix(40), at: Int.random(in: 0...start, using: &random))
            default: bytes += seeds[Int.random(in: 0..<seeds.count, using: &random)].prefix(30)
            }
        }
        return bytes
    }

    @Test func `any octets are a document, or an error within them`() {
        var random = SplitMix(state: 21)
        for _ in 0..<Self.inputs {
            let bytes = Self.mutated(Self.seeds, &random)
            var reader = XMLReader()
            var tokens = 0
            do throws(XMLError) {
                while try reader.next(in: bytes.span) != nil {
                    tokens += 1
                    #expect(reader.depth <= reader.limits.depth && reader.position <= bytes.count)
                }
                #expect(reader.isRootClosed && reader.depth == 0)
            } catch {
                #expect(!error.expected.isEmpty && (0...bytes.count).contains(error.offset))
            }
            #expect(tokens <= bytes.count)
        }
    }

    @Test func `any octets are pages that say what they lack`() {
        var random = SplitMix(state: 22)
        var memory = FaultListMemory(reportsPast: true)
        for _ in 0..<Self.inputs {
            let bytes = Self.mutated(Self.seeds, &random)
            let alarms = FaultList(bytes.span, page: .alarms)
            let hasAll = alarms.alarmReadings.contains { if case .standingAlarms = $0 { true } else { false } }
            #expect(hasAll == alarms.isComplete && !(hasAll && alarms.error != nil))
            let new = FaultList(bytes.span, page: .faults).faultReadings(&memory)
            #expect(memory.count <= FaultListMemory.limit && new.count <= FaultList.entryLimit + FaultList.unknownLimit)
            let box = BoxInformation(bytes.span)
            let counters = DeviceCounters(bytes.span)
            let sync = RadioSyncPage(bytes.span)
            for reading in alarms.alarmReadings + new + box.readings + sync.readings
                + counters.readings(.processor, minute: 12)
            {
                if case .raw(let text) = reading { #expect(text.utf8.count <= DeviceReading.rawLimit) }
            }
            #expect(counters.error == nil || counters.hours.isEmpty)
            #expect(sync.error == nil || sync.state == nil)
        }
    }

    /// A small generator of numbers that a test can start again (Steele, Lea, Flood 2014).
    struct SplitMix: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var value = state
            value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
            return value ^ value >> 31
        }
    }
}
