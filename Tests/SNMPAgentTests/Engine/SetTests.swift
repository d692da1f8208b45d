import Faults
import NetworkValues
import SNMPProtocol
import Testing

@testable import SNMPAgent

/// SET of SNMPv3: what is tested in which order, what is carried out and how it is answered (RFC 3416 4.2.5).
@Suite struct SetTests {
    typealias Binding = (name: [UInt32], value: [UInt8])

    /// One thing that is wrong with a variable binding.
    struct Wrong: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var name: [UInt32]
        var value: [UInt8]
        var status: ErrorStatus

        init(_ what: String, _ name: [UInt32], _ value: [UInt8], _ status: ErrorStatus) {
            testDescription = what
            self.name = name
            self.value = value
            self.status = status
        }
    }

    static let wrongs: [Wrong] = [
        Wrong("an object that is read only", SetEngine.system + [1, 0], text("x"), .notWritable),
        Wrong("an object that nobody has", [1, 3, 6, 1, 4, 1, 1, 0], text("x"), .notWritable),
        Wrong("another column", SetEngine.tree.objects(.alarm) + [2, 1, 15, 7], BER.integer(1), .notWritable),
        Wrong("a number for a text", SetEngine.contact, BER.integer(1), .wrongType),
        Wrong("nothing for a text", SetEngine.contact, [5, 0], .wrongType),
        Wrong("a text for a number", SetEngine.traps, text("1"), .wrongType),
        Wrong("a Gauge32 for an INTEGER", SetEngine.seriousness, BER.integer(1, tag: 0x42), .wrongType),
        Wrong("a text that is too long", SetEngine.contact, text(String(repeating: "x", count: 256)), .wrongLength),
        Wrong("a number without octets", SetEngine.traps, [2, 0], .wrongEncoding),
        Wrong("a number of five octets", SetEngine.traps, [2, 5, 0, 0, 0, 0, 1], .wrongEncoding),
        Wrong("a text that is no UTF-8", SetEngine.contact, BER.element(4, [0xff, 0xfe]), .wrongValue),
        Wrong("a text of two lines", SetEngine.location, text("a\nb"), .wrongValue),
        Wrong("a number without a name", SetEngine.traps, BER.integer(3), .wrongValue),
        Wrong("a seriousness of 0", SetEngine.seriousness, BER.integer(0), .wrongValue),
        Wrong("a seriousness of 6", SetEngine.seriousness, BER.integer(6), .wrongValue),
        Wrong("neither true nor false", SetEngine.acknowledged, BER.integer(0), .wrongValue),
        Wrong("a text for the serial number", SetEngine.serial, text("1"), .wrongType),
        Wrong("a Gauge32 for the serial number", SetEngine.serial, BER.integer(1, tag: 0x42), .wrongType),
        Wrong("a serial number without octets", SetEngine.serial, [2, 0], .wrongEncoding),
        Wrong("a serial number of five octets", SetEngine.serial, [2, 5, 0, 0x80, 0, 0, 0], .wrongEncoding),
        Wrong("a serial number below 0", SetEngine.serial, BER.integer(-1), .wrongValue),
        Wrong("another serial number", SetEngine.serial.dropLast() + [1], BER.integer(1), .noCreation),
        Wrong("an instance of a scalar that is not", SetEngine.system + [4, 1], text("x"), .noCreation),
        Wrong("a scalar without an instance", SetEngine.system + [4], text("x"), .noCreation),
        Wrong("a scalar with two sub-identifiers", SetEngine.contact + [0], text("x"), .noCreation),
        Wrong("a fault that is not", SetEngine.seriousness.dropLast() + [1], BER.integer(1), .noCreation),
        Wrong("a fault with a long index", SetEngine.seriousness + [1], BER.integer(1), .noCreation),
        Wrong("an alarm that is over", SetEngine.acknowledged.dropLast() + [8], BER.integer(1), .inconsistentName),
        Wrong("the type before the instance", SetEngine.system + [4, 1], BER.integer(1), .wrongType),
        Wrong("the length before the instance", SetEngine.acknowledged.dropLast() + [8], [2, 0], .wrongEncoding),
    ]

    @Test(arguments: wrongs, 1...3)
    func `what is wrong is said with its place, and nothing is changed`(wrong: Wrong, place: Int) throws {
        let engine = try SetEngine()
        var bindings: [Binding] = [
            (SetEngine.location, text("a")), (SetEngine.traps, BER.integer(1)),
        ]
        bindings.insert((wrong.name, wrong.value), at: place - 1)
        // What is wrong behind the first mistake does not matter.
        bindings.append((SetEngine.contact, [5, 0]))
        let answer = try #require(engine.send(bindings))
        #expect(answer.status == Int(wrong.status.rawValue))
        #expect(answer.index == place)
        #expect(answer.cells.map(\.name) == bindings.map(\.name), "an error brings back what came")
        #expect(answer.cells.map(\.content.count).count == bindings.count)
        #expect(engine.writer.applied.isEmpty)
        #expect(engine.count(.inTotalSetVars) == 0)
    }

    @Test func `every object is set, and the answer has what was asked for`() async throws {
        let engine = try SetEngine()
        let bindings: [Binding] = [
            (SetEngine.contact, text("Erika")), (SetEngine.system + [5, 0], text("")),
            (SetEngine.location, text("Halle 4, Säule ß")), (SetEngine.traps, BER.integer(1)),
            (SetEngine.seriousness, BER.integer(1)), (SetEngine.acknowledged, BER.integer(1)),
        ]
        let answer = try #require(await engine.set(bindings))
        #expect(answer.status == 0 && answer.index == 0 && answer.id == 77)
        #expect(answer.cells.map(\.name) == bindings.map(\.name))
        let applied = try #require(engine.writer.applied.first)
        #expect(
            applied.changes == [
                .contact("Erika"), .name(""), .location("Halle 4, Säule ß"), .authenticationTraps(true),
                .seriousness(SetEngine.fault, .disabled), .acknowledged(alarm: 7, true),
            ])
        #expect(applied.origin == WriteOrigin(user: "user", address: engine.source.address))
        #expect(engine.count(.inTotalSetVars) == 6)
        #expect(engine.count(.inSetRequests) == 1)
        #expect(engine.count(.outGetResponses) == 1)
        #expect(engine.count(.outPkts) == 1)
    }

    @Test func `a SET of nothing succeeds`() throws {
        let engine = try SetEngine()
        let answer = try #require(engine.send([Binding]()))
        #expect(answer.status == 0 && answer.cells.isEmpty)
        #expect(engine.writer.applied.isEmpty)
    }

    @Test func `an object twice with one value is set once, with two it is inconsistent`() async throws {
        let engine = try SetEngine()
        let same: [Binding] = [(SetEngine.contact, text("a")), (SetEngine.contact, text("a"))]
        #expect(await engine.set(same)?.status == 0)
        #expect(engine.writer.applied.first?.changes == [.contact("a")])
        let other: [Binding] = [
            (SetEngine.contact, text("a")), (SetEngine.location, text("b")), (SetEngine.contact, text("c")),
        ]
        let answer = try #require(engine.send(other, id: 78))
        #expect(answer.status == Int(ErrorStatus.inconsistentValue.rawValue) && answer.index == 3)
        #expect(engine.writer.applied.count == 1)
    }

    @Test(arguments: [
        WriteFailure(.commitFailed, index: 2), WriteFailure(.undoFailed, index: 0),
        WriteFailure(.inconsistentName, index: 1), WriteFailure(.resourceUnavailable, index: 1),
        WriteFailure(.genErr, index: 2),
    ])
    func `what the writer finds comes back`(failure: WriteFailure) async throws {
        let engine = try SetEngine()
        engine.writer.fail(failure)
        let answer = try #require(
            await engine.set([(SetEngine.contact, text("a")), (SetEngine.traps, BER.integer(1))]))
        #expect(answer.status == Int(failure.status.rawValue) && answer.index == failure.index)
        #expect(answer.cells.count == 2)
        #expect(engine.count(.inTotalSetVars) == 0)
        #expect(engine.count(.outGenErrs) == (failure.status == .genErr ? 1 : 0))
    }

    @Test func `a malformed list is counted and not answered, whatever stands before`() throws {
        let engine = try SetEngine()
        let bad = BER.element(
            PDUType.set.rawValue,
            BER.integer(1) + BER.integer(0) + BER.integer(0)
                + BER.element(
                    0x30, BER.binding(SetEngine.system + [1, 0], text("x")) + BER.element(0x30, BER.oid([1, 3, 6]))))
        #expect(engine.send(bad) == nil)
        #expect(engine.count(.inASNParseErrs) == 1)
        #expect(engine.count(.inSetRequests) == 1)
    }

    @Test func `a list that does not fit into an answer is too big, and is not set`() throws {
        let engine = try SetEngine()
        engine.manager.maximumSize = 484
        let bindings = (0..<12).map { _ -> Binding in (SetEngine.contact, text(String(repeating: "x", count: 60))) }
        let answer = try #require(engine.send(bindings))
        #expect(answer.status == Int(ErrorStatus.tooBig.rawValue) && answer.index == 0 && answer.cells.isEmpty)
        #expect(engine.writer.applied.isEmpty)
    }
}
