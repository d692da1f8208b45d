import IPDECTCore
import Testing

@testable import struct IPDECTCore.RFPIPool

@Suite struct `System IDs` {
    @Test func `the IDs go from 1 to 296`() {
        #expect(SystemID(rawValue: 0) == nil)
        #expect(SystemID(rawValue: 297) == nil)
        #expect(SystemID("296")?.rawValue == 296)
        #expect(SystemID("+1") == nil)
        #expect(SystemID("") == nil)
    }

    @Test(arguments: [
        (1, 1023, 240), (36, 1023, 240), (37, 127, 127), (292, 127, 127), (293, 2047, 240), (296, 2047, 240),
    ])
    func `an ID limits the radios of a PARI Master`(id: UInt16, baseStations: UInt32, gateways: UInt32) throws {
        let systemID = try #require(SystemID(rawValue: id))
        for model in [DeviceModel.ipbs1, .ipbs2, .ipbs3, .ipbl] {
            let limits = systemID.radioLimits(pariMaster: model)
            #expect(limits.baseStations == baseStations)
            #expect(limits.gateways == gateways)
        }
        let limits = systemID.radioLimits(pariMaster: .ipvm)
        #expect(limits.baseStations == 3968)
        #expect(limits.gateways == 240)
    }

    @Test func `no two IDs have an RFPI in common`() throws {
        var seen: Set<PARI> = []
        for number in SystemID.range {
            let systemID = try #require(SystemID(rawValue: number))
            for position in stride(from: 0, to: 4096, by: 256) {
                let rfpi = try #require(systemID.rfpi(at: position))
                #expect(seen.insert(rfpi.pari).inserted)
                #expect(SystemID(of: rfpi.pari) == systemID)
                #expect(systemID.position(of: rfpi) == position)
            }
            #expect(systemID.rfpi(at: 4096) == nil)
            #expect(systemID.rfpi(at: -1) == nil)
        }
        #expect(seen.count == 296 * 16)
    }

    @Test func `identities of other makers belong to no ID`() {
        #expect(SystemID(of: PARI(installerCode: 0x1234, number: 0, subnumber: 0)) == nil)
        #expect(SystemID(of: PARI(installerCode: 0x013e, number: 40, subnumber: 0)) == nil)
        #expect(SystemID(of: PARI(.a, details: 0)) == nil)
    }

    @Test func `there are RFPIs for the largest system of either kind`() {
        var pool = RFPIPool()
        let places = (1...3968).map { pool.claim(1, for: UInt32($0)) }
        #expect(places == Array(1...3968))
        var gateways = RFPIPool()
        let starts = Set((1...240).compactMap { gateways.claim(16, for: UInt32($0)) })
        #expect(starts.count == 240)
        #expect(starts.allSatisfy { $0 % 16 == 0 && $0 > 0 })
    }

    @Test func `an RFPI that was released is given away again`() {
        var pool = RFPIPool()
        for owner in 1...100 { _ = pool.claim(1, for: UInt32(owner)) }
        pool.release(17, 1)
        #expect(pool.owner(at: 17) == 0)
        let next = [500, 501].map { pool.claim(1, for: $0) }
        #expect(next == [17, 101])
        for _ in 0..<4096 { _ = pool.claim(1, for: 9) }
        let none = [pool.claim(1, for: 9), pool.claim(16, for: 9)]
        #expect(none == [nil, nil])
    }
}
