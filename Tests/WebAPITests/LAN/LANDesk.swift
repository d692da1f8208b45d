import Foundation
import LinkProtocols
import NetworkValues
import Snapshot
import Synchronization
import WebServer
import WebSupport

@testable import WebAPI

/// The routes of the LAN side over the sample, what they asked for, and what they said for the log.
final class LANDesk: Sendable {
    /// What was asked for.
    enum Call: Equatable {
        case clear([String])
        case apply(String)
        case confirm(String)
        case rollBack(String)
        case accept(IPAddress)
        case logOff(String)
        case logOn(String)
    }

    private struct Heard {
        var calls: [Call] = []
        var sentences: [String] = []
        var users: [ConsoleUser] = []
    }

    /// A LAN side that notes what it is asked for, and refuses when it is told to.
    private final class Control: LANControl {
        let refusal: LANRefusal?
        let heard = Mutex(Heard())

        init(_ refusal: LANRefusal?) { self.refusal = refusal }

        private func note(_ call: Call) throws {
            heard.withLock { $0.calls.append(call) }
            if let refusal { throw refusal }
        }

        func clearStatistics(of interfaces: [String]) async throws { try note(.clear(interfaces)) }
        func applyVLAN(on interface: String) async throws { try note(.apply(interface)) }
        func confirmVLAN(on interface: String) async throws { try note(.confirm(interface)) }
        func rollBackVLAN(on interface: String) async throws { try note(.rollBack(interface)) }
        func acceptGateway(_ address: IPAddress) async throws { try note(.accept(address)) }
        func logOff(_ interface: String) async throws { try note(.logOff(interface)) }
        func logOn(_ interface: String) async throws { try note(.logOn(interface)) }
    }

    let status: LANStatus
    let client: RouterClient
    private let control: Control

    /// A desk over a status, the sample's without one. Without `isRunning` the routes have nobody to ask.
    init(_ status: LANStatus? = nil, refusing refusal: LANRefusal? = nil, isRunning: Bool = true) throws {
        var snapshot = SampleSite.snapshot
        snapshot.time = SampleLAN.now
        snapshot.lan = try status ?? SampleLAN.status()
        self.status = snapshot.lan
        let control = Control(refusal)
        self.control = control
        let routes = LANRoutes(SnapshotStore(snapshot), isRunning ? control : nil) { sentence in
            control.heard.withLock {
                $0.sentences.append(sentence)
                $0.users.append(ConsoleUser.current)
            }
        }
        client = RouterClient(WebSite([APIRoutes(FakeControl()), routes]))
    }

    /// What was asked for, in order.
    var calls: [Call] { control.heard.withLock(\.calls) }
    /// What the log got, in order.
    var sentences: [String] { control.heard.withLock(\.sentences) }
    /// Who was known when it got that.
    var users: [ConsoleUser] { control.heard.withLock(\.users) }

    /// A file of `Tests/Fixtures/WebAPI/lan`: an answer as the command line gets it.
    static func fixture(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/WebAPI/lan/\(name).json")
    }
}
