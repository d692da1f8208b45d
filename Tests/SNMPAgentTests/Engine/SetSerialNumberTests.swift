import SNMPProtocol
import Testing

@testable import SNMPAgent

/// snmpSetSerialNo: managers that change the same things take turns (RFC 3418 2, TestAndIncr of RFC 2579 2).
@Suite struct SetSerialNumberTests {
    typealias Binding = (name: [UInt32], value: [UInt8])

    private let serial = SetEngine.serial

    @Test func `the value that it has moves it on, another is inconsistent`() async throws {
        let engine = try SetEngine(serial: 4711)
        #expect(await engine.set([(serial, BER.integer(4711))])?.status == 0)
        #expect(engine.serialNumber.current == 4712)
        for (id, value) in [4711, 4713, 0].enumerated() {
            let answer = try #require(await engine.set([(serial, BER.integer(value))], id: 100 + id))
            #expect(answer.status == Int(ErrorStatus.inconsistentValue.rawValue) && answer.index == 1)
        }
        #expect(engine.serialNumber.current == 4712)
        #expect(engine.writer.applied.isEmpty, "it is no change for the writer")
        #expect(engine.count(.inTotalSetVars) == 1)
    }

    @Test func `behind the largest value comes 0`() async throws {
        let engine = try SetEngine(serial: .max)
        #expect(await engine.set([(serial, BER.integer(Int(Int32.max)))])?.status == 0)
        #expect(engine.serialNumber.current == 0)
        #expect(await engine.set([(serial, BER.integer(0))], id: 78)?.status == 0)
        #expect(engine.serialNumber.current == 1)
    }

    @Test func `it begins anywhere in its range`() {
        let numbers = (0..<100).map { _ in SetSerialNumber().current }
        #expect(numbers.allSatisfy { $0 >= 0 } && Set(numbers).count > 50)
    }

    @Test func `of two managers that both wait the second changes nothing`() async throws {
        let engine = try SetEngine(serial: 7)
        let first: [Binding] = [(serial, BER.integer(7)), (SetEngine.contact, text("first"))]
        let second: [Binding] = [(SetEngine.contact, text("second")), (serial, BER.integer(7))]
        #expect(engine.send(first, id: 1) == nil)
        #expect(engine.send(second, id: 2) == nil)
        #expect(await engine.work()?.status == 0)
        let answer = try #require(await engine.work())
        #expect(answer.status == Int(ErrorStatus.inconsistentValue.rawValue) && answer.index == 2)
        #expect(engine.writer.applied.map(\.changes) == [[.contact("first")]])
        #expect(engine.serialNumber.current == 8)
        #expect(engine.count(.inTotalSetVars) == 2)
        // Who reads again comes next.
        #expect(await engine.set([(SetEngine.contact, text("second")), (serial, BER.integer(8))], id: 3)?.status == 0)
        #expect(engine.writer.applied.last?.changes == [.contact("second")])
    }

    @Test(arguments: [0, 1, 2]) func `with a stale number nothing is changed`(place: Int) async throws {
        let engine = try SetEngine(serial: 7)
        var bindings: [Binding] = [(SetEngine.contact, text("a")), (SetEngine.traps, BER.integer(1))]
        bindings.insert((serial, BER.integer(6)), at: place)
        let answer = try #require(await engine.set(bindings))
        #expect(answer.status == Int(ErrorStatus.inconsistentValue.rawValue) && answer.index == place + 1)
        #expect(answer.cells.map(\.name) == bindings.map(\.name))
        #expect(engine.writer.applied.isEmpty && engine.serialNumber.current == 7)
    }

    @Test func `what the writer cannot do leaves it as it is`() async throws {
        let engine = try SetEngine(serial: 7)
        engine.writer.fail(WriteFailure(.commitFailed, index: 2))
        let bindings: [Binding] = [(serial, BER.integer(7)), (SetEngine.contact, text("a"))]
        let answer = try #require(await engine.set(bindings))
        #expect(answer.status == Int(ErrorStatus.commitFailed.rawValue) && answer.index == 2)
        #expect(engine.serialNumber.current == 7)
        engine.writer.fail(nil)
        #expect(await engine.set(bindings, id: 78)?.status == 0)
        #expect(engine.serialNumber.current == 8)
    }

    @Test func `a request that is wrong elsewhere does not move it`() throws {
        let engine = try SetEngine(serial: 7)
        let answer = try #require(engine.send([(serial, BER.integer(7)), (SetEngine.contact, BER.integer(1))]))
        #expect(answer.status == Int(ErrorStatus.wrongType.rawValue) && answer.index == 2)
        #expect(engine.serialNumber.current == 7 && !engine.shared.writes.isWaiting)
    }

    @Test func `twice in one request it moves once, with two values it is inconsistent`() async throws {
        let engine = try SetEngine(serial: 7)
        #expect(await engine.set([(serial, BER.integer(7)), (serial, BER.integer(7))])?.status == 0)
        #expect(engine.serialNumber.current == 8)
        let answer = try #require(engine.send([(serial, BER.integer(8)), (serial, BER.integer(9))], id: 78))
        #expect(answer.status == Int(ErrorStatus.inconsistentValue.rawValue) && answer.index == 2)
    }

    @Test func `a copy that comes while its first waits is answered with it, and one that comes later as before`()
        async throws
    {
        let engine = try SetEngine(serial: 7)
        #expect(engine.send([(serial, BER.integer(7))]) == nil)
        engine.manager.messageID = 100
        #expect(engine.send([(serial, BER.integer(7))]) == nil)
        #expect(await engine.work()?.status == 0)
        #expect(engine.late.all.count == 2 && engine.serialNumber.current == 8)
        // To the last octet the same message: its answer was lost.
        #expect(engine.send([(serial, BER.integer(7))])?.status == 0)
        #expect(engine.serialNumber.current == 8)
    }

    @Test func `without a write view nobody moves it`() throws {
        let engine = try SetEngine(writeView: "none", serial: 7)
        let answer = try #require(engine.send([(serial, BER.integer(7))]))
        #expect(answer.status == Int(ErrorStatus.noAccess.rawValue) && answer.index == 1)
        let message = BER.message(1, SetEngine.pdu([(serial, BER.integer(7))]))
        let community = try #require(ReadMessage(engine.engine.respond(to: message, from: engine.source)))
        #expect(community.status == Int(ErrorStatus.noAccess.rawValue))
        #expect(engine.serialNumber.current == 7)
    }

    @Test func `it is read as it is at that moment, by communities too`() throws {
        var values = TableFixture.engine()
        values.serialNumber = SetSerialNumber(first: 7)
        let image = try MIBImage.make(
            AgentTables.groups(TableSettings(), engine: values), from: TableFixture.source())
        #expect(image.get(serial)?.content == [7])
        values.serialNumber.advance()
        #expect(image.get(serial)?.content == [8] && image.get(serial)?.tag == BERTag.integer)
        let isSeen = serial.withUnsafeBufferPointer { name in
            guard let base = name.baseAddress else { return false }
            return CompiledView(MIBView.restricted).contains(base, count: name.count)
        }
        #expect(isSeen)
    }
}
