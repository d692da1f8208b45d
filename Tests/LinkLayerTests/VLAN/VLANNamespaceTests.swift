import Glibc
import LinkProtocols
import NetworkValues
import Testing

@testable import LinkLayer

/// Steps that the kernel itself runs, in a network namespace of the test's own.
@Suite(.serialized, .enabled(if: Namespace.refusal == nil, "\(Namespace.refusal ?? "")"))
struct VLANNamespaceTests {
    /// A port with an address and a default route, and another link beside it.
    private static func site() throws -> RouteSocket {
        try Namespace.ip("link add eth0 type veth peer name far0")
        try Namespace.ip("link add other0 type veth peer name far1")
        for name in ["eth0", "far0", "other0", "far1"] { try Namespace.ip("link set \(name) up") }
        try Namespace.ip("address add 10.1.1.5/24 broadcast 10.1.1.255 dev eth0")
        try Namespace.ip("address add 10.1.1.6/24 dev eth0")
        try Namespace.ip("-6 address add fd00::5/64 nodad dev eth0")
        try Namespace.ip("route add default via 10.1.1.1 dev eth0 proto static metric 100")
        try Namespace.ip("-6 route add default via fd00::1 dev eth0 metric 100")
        return try Namespace.socket()
    }

    /// Runs a step. Returns what the kernel said.
    private static func run(_ step: VLANStep, _ socket: RouteSocket) throws -> RouteAnswer {
        let number = socket.send(try step.request(socket.table), now: Namespace.now)
        let changes = try Namespace.take(socket, "an answer to \(step.text)") {
            $0.contains { if case .answer(number, _) = $0 { true } else { false } }
        }
        for case .answer(number, let answer) in changes { return answer }
        return .noAnswer
    }

    /// What the kernel has on a link, by its own numbers.
    private static func contents(_ name: String, _ table: RouteTable) -> [String] {
        guard let index = table.link(named: name)?.index else { return [] }
        return table.addresses(of: index).filter { !$0.isOfLink }.map { "\($0.address)/\($0.prefixLength) \($0.flags)" }
            + table.routes(by: index).map { "\($0.destination) \($0.hops.map(\.gateway)) \($0.metric) \($0.origin)" }
    }

    /// Moves everything from eth0 to other0, as a plan moves it to a VLAN link.
    private static func steps(_ table: RouteTable) throws -> [VLANStep] {
        let plan = try VLANPlan(RouteSamples.decision(200), port: "eth0", table: table)
        return plan.steps.dropFirst(2).map { step in
            switch step {
            case .addAddress(let address, _): .addAddress(address, on: "other0")
            case .addRoute(let route, _): .addRoute(route, by: "other0")
            default: step
            }
        }
    }

    @Test func `the kernel moves addresses and routes as ip does, and back`() async throws {
        typealias Found = (answers: [RouteAnswer], same: Bool, back: [[String]], moved: [String])
        let found = try await Namespace.run { () -> Found in
            let socket = try Self.site()
            let before = Self.contents("eth0", socket.table)
            let steps = try Self.steps(socket.table)
            var answers = try steps.map { try Self.run($0, socket) }
            // The kernel tells of a new address of IPv6 only behind the answer.
            try Namespace.take(socket, "all addresses") { _ in
                Self.contents("other0", socket.table).contains { $0.hasPrefix("fd00::5/64") }
            }
            let ours = Self.contents("other0", socket.table)
            answers += try steps.reversed().map { try Self.run($0.undo, socket) }
            try Namespace.take(socket, "all addresses") { _ in
                Self.contents("eth0", socket.table).contains { $0.hasPrefix("fd00::5/64") }
            }
            let back = [before, Self.contents("eth0", socket.table)]
            for step in steps { try Namespace.ip(String(step.text.dropFirst(3))) }
            let isMoved = { Self.contents("other0", socket.table) == ours }
            try Namespace.take(socket, "what ip did") { _ in isMoved() }
            return (answers, isMoved(), back, ours)
        }
        #expect(found.answers.allSatisfy { $0 == .done }, "\(found.answers)")
        #expect(found.same, "\(found.moved)")
        #expect(found.back[0] == found.back[1])
        #expect(found.moved.contains { $0.hasPrefix("0.0.0.0/0") } && found.moved.contains { $0.hasPrefix("::/0") })
    }

    @Test func `a VLAN link is made and removed, or the kernel says that it has none`() async throws {
        let answer = try await Namespace.run { () -> (RouteAnswer, LinkEntry.VLAN?, Bool) in
            let socket = try Self.site()
            let link = VLANLink(name: "eth0.200", parent: "eth0", id: 200, priority: 5)
            let answer = try Self.run(.createLink(link), socket)
            guard answer == .done else { return (answer, nil, true) }
            let vlan = socket.table.link(named: "eth0.200")?.vlan
            _ = try Self.run(.setUp("eth0.200"), socket)
            _ = try Self.run(.setPriority("eth0.200", from: 5, to: 3), socket)
            let isChanged = socket.table.link(named: "eth0.200")?.vlan?.egress == [0: 3]
            _ = try Self.run(.removeLink(link), socket)
            return (answer, vlan, isChanged && socket.table.link(named: "eth0.200") == nil)
        }
        if case .refused(let refusal) = answer.0 {
            #expect(refusal.isUnsupported, "\(refusal)")
            try Test.cancel("the kernel has no VLAN links: \(refusal)")
        }
        #expect(answer.0 == .done && answer.1 == .init(id: 200, egress: [0: 5]) && answer.2)
    }

    @Test func `a runner says what this kernel lacks, or waits to be confirmed, and then takes it back`() async throws {
        let found = try await Namespace.run { () -> (word: String, notes: [String], stored: [String], same: Bool) in
            let socket = try Self.site()
            let before = Self.contents("eth0", socket.table)
            let control = VLANControl(.init(port: "eth0", mode: .apply), boot: "b")
            nonisolated(unsafe) var stored: [String] = []
            let runner = VLANRunner(control, socket: socket) { text in
                stored.append(text)
                return true
            }
            var said = runner.handle(.decision(RouteSamples.decision(200)), now: Namespace.now)
            let isSettled = { ["unsupported", "confirming", "held"].contains(runner.control.state.word) }
            let end = Namespace.now.adding(seconds: 20)
            while !isSettled(), Namespace.now < end {
                try Namespace.take(socket, "an answer") { changes in
                    said += runner.take(changes, now: Namespace.now)
                    return isSettled()
                }
            }
            let word = runner.control.state.word
            if word == "confirming" {
                said += runner.handle(.reject, now: Namespace.now)
                try Namespace.take(socket, "all taken back") { changes in
                    said += runner.take(changes, now: Namespace.now)
                    return !runner.control.isBusy
                }
            }
            let notes = said.compactMap { action -> String? in
                if case .warning(let text) = action { text } else { nil }
            }
            return (word, notes, stored, Self.contents("eth0", socket.table) == before)
        }
        #expect(found.word == "unsupported" || found.word == "confirming", "\(found)")
        #expect(found.same && !found.notes.isEmpty && !found.stored.isEmpty)
    }

    @Test func `a change is not begun when what takes it back cannot be kept`() async throws {
        let found = try await Namespace.run { () -> (word: String, warnings: [String], same: Bool) in
            let socket = try Self.site()
            let before = Self.contents("eth0", socket.table)
            let control = VLANControl(.init(port: "eth0", mode: .apply), boot: "b")
            let runner = VLANRunner(control, socket: socket) { _ in false }
            let said = runner.handle(.decision(RouteSamples.decision(200)), now: Namespace.now)
            let warnings = said.compactMap { action -> String? in
                if case .warning(let text) = action { text } else { nil }
            }
            return (runner.control.state.word, warnings, Self.contents("eth0", socket.table) == before)
        }
        #expect(found.word == "held" && found.same, "\(found)")
        #expect(found.warnings.contains { $0.contains("cannot be kept on the disk") }, "\(found)")
    }
}
