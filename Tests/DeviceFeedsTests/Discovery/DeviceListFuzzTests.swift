import DeviceFeeds
import Foundation
import NetworkValues
import Testing

/// Any octets give devices within their limits, or errors; and what was read is written and read as the same.
///
/// `IPDECT_FUZZ_INPUTS` says how many inputs.
struct DeviceListFuzzTests {
    private static let inputs =
        ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 20_000

    private static let seeds = [
        "number,address,kind,name,mac,credentials,feeds,interval\r\n1,192.0.2.1,ipbs3,\"a \"\"b\"\"\",00:01:3e:12:34:56,c,snmp http,60\r\n",
        "\u{feff}Address;Name\n192.0.2.1;'=1+1\n\n2001:db8::1;\u{fc}\n", "address\tmac\ra\t00013e123456\rb\t\r",
        "address,name\na,\"open\nb,x\n", "address\n'=x\n\"\"\n",
    ].map { Array($0.utf8) }

    private func mutated(_ random: inout Numbers) -> [UInt8] {
        var bytes = Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)]
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2: bytes.removeSubrange(place...)
            case 3:
                bytes.insert(contentsOf: Array("\",;\r\n'=\t ".utf8).shuffled(using: &random).prefix(3), at: place)
            default: bytes.insert(contentsOf: Self.seeds[Int.random(in: 0..<5, using: &random)], at: place)
            }
        }
        return bytes
    }

    @Test func `any octets give devices or errors, and devices survive a file`() {
        var random = Numbers(state: 8)
        var devices = 0
        var errors = 0
        for _ in 0..<Self.inputs {
            let bytes = mutated(&random)
            let result = DeviceListCSV.read(bytes)
            devices += result.entries.count
            errors += result.errorCount
            let isSane = result.entries.allSatisfy { entry in
                DeviceListEntry.isAddress(entry.address) && DeviceListEntry.kinds.contains(entry.kind)
                    && entry.name.count <= DeviceListEntry.nameLimit
                    && entry.number.map(DeviceListEntry.numbers.contains) ?? true
            }
            #expect(isSane && result.errors.allSatisfy { $0.got.count <= 64 && $0.line >= 1 }, "\(bytes)")
            let again = DeviceListCSV.read(DeviceListCSV.write(result.entries, separator: result.separator))
            #expect(again.entries == result.entries && again.errors.isEmpty, "\(bytes)")
        }
        #expect(devices > Self.inputs / 4 && errors > Self.inputs / 4)
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
