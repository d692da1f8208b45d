import Foundation
import NetworkValues
import Testing

@testable import LinkLayer

/// The decoder takes any octets: it ends, keeps its bounds, and says what it expected.
struct RouteFuzzTests {
    /// How many inputs the decoder gets; `IPDECT_FUZZ_INPUTS` says otherwise.
    private static let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 30_000

    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return mixed ^ mixed >> 31
        }
    }

    private static func mutated(_ seeds: [[UInt8]], _ random: inout Random) -> [UInt8] {
        var octets = seeds[Int.random(in: 0..<seeds.count, using: &random)]
        for _ in 0..<Int.random(in: 0...5, using: &random) where !octets.isEmpty {
            let place = Int.random(in: 0..<octets.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: octets[place] = UInt8.random(in: 0...255, using: &random)
            case 1: octets.removeSubrange(place...)
            case 2: octets[place] = [0, 1, 4, 127, 128, 255][place % 6]
            case 3: octets.remove(at: place)
            default: octets += seeds[Int.random(in: 0..<seeds.count, using: &random)]
            }
        }
        return octets
    }

    /// Every request that is made here has attributes as messages of the kernel have.
    private static var seeds: [[UInt8]] {
        get throws {
            let table = RouteSamples.table(RouteSamples.port)
            let plan = try VLANPlan(RouteSamples.decision(200), port: "eth0", table: table)
            var records = RouteSamples.port
            records.append(.link(RouteSamples.link(3, "eth0.200", parent: 2, vlan: .init(id: 200, egress: [0: 5]))))
            let after = RouteSamples.table(records)
            let steps = try plan.steps.map { try $0.request(after).encoded(sequence: 1) }
            let lookup = RouteRequest.neighbour(.v4(0x0a01_0101), on: 2).encoded(sequence: 2)
            let error = RouteRequest(2, flags: 0x300, routeOctets("a1ffffff")).encoded(sequence: 3) + lookup
            return steps + [lookup, error, RouteRequest.statistics(of: 2).encoded(sequence: 4)]
        }
    }

    @Test func `any octets are records or a refusal`() throws {
        var random = Random(state: 41)
        let seeds = try Self.seeds
        var table = RouteTable()
        var read = 0
        var refused = 0
        for _ in 0..<Self.inputs {
            let octets = Self.mutated(seeds, &random)
            let bytes = octets.span
            var position = 0
            do throws(RouteError) {
                while let message = try RouteMessage.next(bytes, &position) {
                    #expect(message.content.upperBound <= octets.count && position <= octets.count)
                    _ = try RouteRefusal.read(message, bytes)
                    guard let record = try RouteRecord.read(message, bytes) else { continue }
                    read += 1
                    _ = table.take(record, fromDump: Bool.random(using: &random))
                }
            } catch {
                refused += 1
                #expect(error.description.hasPrefix("expected"))
            }
        }
        #expect(read > Self.inputs / 20 && refused > Self.inputs / 20)
        #expect(table.links.count <= RouteTable.linkLimit && table.addressCount <= RouteTable.addressLimit)
    }

    @Test func `any text is a control as it was or nothing`() throws {
        var random = Random(state: 42)
        let table = RouteSamples.table(RouteSamples.port)
        var control = VLANControl(.init(port: "eth0", mode: .apply), boot: "b")
        var stored: [[UInt8]] = []
        for event in [.decision(RouteSamples.decision(200)), .answer(.done)] as [VLANControl.Event] {
            for case .store(let text) in control.handle(event, table, now: steady(0)) {
                stored.append(Array(text.utf8))
            }
        }
        for _ in 0..<Self.inputs / 10 {
            let text = String(decoding: Self.mutated(stored, &random), as: UTF8.self)
            let restored = VLANControl.restored(text, control.settings, boot: "b", table, now: steady(0))
            guard let restored else { continue }
            #expect(restored.control.undo.count <= 4 * VLANPlan.limit)
        }
    }
}
