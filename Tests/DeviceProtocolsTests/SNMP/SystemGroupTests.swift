import DeviceProtocols
import IPDECTCore
import NetworkValues
import Testing

struct SystemGroupTests {
    private static let system: [UInt32] = [1, 3, 6, 1, 2, 1, 1]
    private static let interfaces: [UInt32] = [1, 3, 6, 1, 2, 1, 2, 2, 1]
    private static let description = Array("IPBS2[10.3.9], Bootcode[10.3.9], Hardware[IPBS2-C3/1B1]".utf8)

    /// What a public walk of a base station holds.
    private static let answer: [SNMPVariable] = [
        SNMPVariable(system + [1, 0], .octets(description)),
        SNMPVariable(system + [2, 0], .name([1, 3, 6, 1, 4, 1, 27614])),
        SNMPVariable(system + [3, 0], .ticks(27_595_500)), SNMPVariable(system + [4, 0], .octets(Array("it".utf8))),
        SNMPVariable(system + [5, 0], .octets(Array("ipbs2-12-34-56".utf8))),
        SNMPVariable(system + [6, 0], .octets(Array("Reception".utf8))),
    ]

    private func cell(_ column: UInt32, _ index: UInt32, _ value: SNMPValue) -> SNMPVariable {
        SNMPVariable(Self.interfaces + [column, index], value)
    }

    @Test func `the system group is asked by its instances`() {
        #expect(SystemGroup.names.count == 6)
        #expect(SystemGroup.names.first == [1, 3, 6, 1, 2, 1, 1, 1, 0])
        #expect(SystemGroup.upTimeName == [1, 3, 6, 1, 2, 1, 1, 3, 0])
    }

    @Test func `a device says what it is, its name and place, and for how long it runs`() throws {
        let group = SystemGroup(Self.answer)
        let table = InterfaceTable([
            cell(2, 1, .octets(Array("ETH0".utf8))), cell(3, 1, .integer(6)),
            cell(6, 1, .octets([0, 0x01, 0x3e, 0x12, 0x34, 0x56])), cell(8, 1, .integer(1)),
        ])
        #expect(group.maker == .vendor)
        let identity = group.identity(interfaces: table)
        #expect(identity.model == .ipbs2)
        #expect(identity.name == "ipbs2-12-34-56")
        #expect(identity.location == "Reception")
        #expect(identity.mac == MACAddress("00:01:3e:12:34:56"))
        #expect(group.readings(interfaces: table) == [.identity(identity), .upTime(27_595_500)])
    }

    @Test func `nothing is said of what the device did not tell`() {
        #expect(SystemGroup([]).readings().isEmpty)
        #expect(SystemGroup(SystemGroup.names.map { SNMPVariable($0, .noSuchObject) }).readings().isEmpty)
        let strange = SystemGroup([
            SNMPVariable(Self.system + [1, 0], .integer(7)), SNMPVariable(Self.system + [2, 0], .octets([1])),
            SNMPVariable(Self.system + [3, 0], .integer(-1)), SNMPVariable(Self.system + [5], .octets([0x41])),
        ])
        #expect(strange.readings().isEmpty)
        #expect(strange.maker == .unknown)
        #expect(
            SystemGroup([SNMPVariable(Self.system + [2, 0], .name([1, 3, 6, 1, 4, 1, 8072, 3]))]).maker == .other(8072))
    }

    @Test func `interfaces are read by index, and the first Ethernet with an address gives it`() {
        let table = InterfaceTable([
            cell(3, 3, .integer(6)), cell(6, 3, .octets([0, 0x90, 0x33, 0x29, 0, 3])),
            cell(3, 1, .integer(24)), cell(6, 1, .octets([0, 0, 0, 0, 0, 1])),
            cell(3, 2, .integer(6)), cell(6, 2, .octets([0, 0x90, 0x33, 0x29, 0, 2])), cell(2, 2, .octets([0x45, 0])),
            cell(8, 2, .integer(2)), cell(8, 3, .integer(4)), cell(10, 2, .counter(7)), cell(16, 2, .counter(8)),
            cell(14, 2, .counter(9)), cell(20, 2, .counter64(1 << 40)), cell(5, 2, .gauge(0)), cell(5, 3, .gauge(100)),
        ])
        #expect(table.interfaces.map(\.index) == [1, 2, 3])
        #expect(table.ethernetAddress == MACAddress("00:90:33:29:00:02"))
        let second = table.interfaces[1]
        #expect(second.name == "E" && second.isUp == false && second.speed == nil)
        #expect((second.octetsIn, second.octetsOut, second.errorsIn, second.errorsOut) == (7, 8, 9, 1 << 40))
        #expect(table.interfaces[2].isUp == nil && table.interfaces[2].speed == 100)
        #expect(table.readings.count == 3)
    }

    @Test func `an address of a group, of zeros or of another length is none`() {
        for octets: [UInt8] in [[], [1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5, 6]] {
            let table = InterfaceTable([cell(3, 1, .integer(6)), cell(6, 1, .octets(octets))])
            #expect(table.ethernetAddress == nil)
        }
    }

    @Test func `a device with very many interfaces fills no memory`() {
        let table = InterfaceTable((1...5000).map { cell(8, $0, .integer(1)) })
        #expect(table.interfaces.count == InterfaceTable.limit)
        #expect(table.left > 0)
    }

    @Test func `any variables give readings or none`() {
        var random = SplitMix(state: 22)
        for _ in 0..<FuzzInputs.count {
            var variables = Self.answer + [cell(6, 1, .octets([0, 1, 2, 3, 4, 5])), cell(3, 1, .integer(6))]
            for _ in 0..<3 {
                let position = random.below(variables.count)
                variables[position] = FuzzVariable.mutated(variables[position], &random)
            }
            let table = InterfaceTable(variables)
            let group = SystemGroup(variables)
            #expect(group.name.utf8.count <= 3 * 255 && table.interfaces.count <= InterfaceTable.limit)
            #expect(group.readings(interfaces: table).count <= 2)
        }
    }
}

/// Variables as hostile devices send them.
enum FuzzVariable {
    static func mutated(_ variable: SNMPVariable, _ random: inout SplitMix) -> SNMPVariable {
        var changed = variable
        switch random.below(4) {
        case 0: changed.name = Array(variable.name.prefix(random.below(variable.name.count + 1)))
        case 1 where !variable.name.isEmpty:
            changed.name[random.below(variable.name.count)] = UInt32(truncatingIfNeeded: random.next())
        case 2: changed.name += [UInt32(truncatingIfNeeded: random.next())]
        default: changed.value = value(&random)
        }
        return changed
    }

    static func value(_ random: inout SplitMix) -> SNMPValue {
        switch random.below(12) {
        case 0: .integer(Int32(truncatingIfNeeded: random.next()))
        case 1: .octets((0..<random.below(300)).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        case 2: .name((0..<random.below(130)).map { _ in UInt32(truncatingIfNeeded: random.next()) })
        case 3: .address(.v4(UInt32(truncatingIfNeeded: random.next())))
        case 4: .counter(UInt32(truncatingIfNeeded: random.next()))
        case 5: .gauge(UInt32(truncatingIfNeeded: random.next()))
        case 6: .ticks(UInt32(truncatingIfNeeded: random.next()))
        case 7: .counter64(random.next())
        case 8: .null
        case 9: .noSuchObject
        case 10: .noSuchInstance
        default: .endOfView
        }
    }
}
