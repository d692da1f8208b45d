import CLinux
import Foundation
public import NetworkValues
import Synchronization

/// The way to a destination, hop by hop (manual 4.23.8).
///
/// All packets of a hop are sent at once; their answers are waited for together. Errors come by the socket's queue of
/// errors, so that a trace by UDP needs no right; one by ICMP needs what a ping needs.
public struct Traceroute: Hashable, Sendable {
    /// What is sent.
    public enum Method: String, Sendable, CaseIterable {
        /// UDP to ports that nobody listens at, from 33434 on.
        case udp
        /// Echo requests.
        case icmp
    }

    /// What happens during a trace, in order.
    public enum Event: Hashable, Sendable {
        /// The destination has this address.
        case began(IPAddress)
        /// A hop is known.
        case hop(TraceHop)
        /// The destination has no address.
        case unresolved(String)
        /// The agent may not send.
        case forbidden(String)
        /// The host has no way there.
        case unreachable(String)
    }

    /// The first port of a trace by UDP, as traceroute has it since 1987.
    static let firstPort: UInt16 = 33434

    /// An address or a name.
    public var target: String
    /// What is sent.
    public var method: Method
    /// Which addresses a name may have.
    public var family: Echo.Family
    /// How far it goes at most.
    public var maximumHops: Int
    /// Packets for each hop.
    public var packetsPerHop: Int
    /// How long to wait for the answers of a hop.
    public var timeoutMilliseconds: Int

    /// Makes a trace.
    public init(
        to target: String, method: Method = .udp, family: Echo.Family = .any, maximumHops: Int = 30,
        packetsPerHop: Int = 3, timeoutMilliseconds: Int = 2000
    ) {
        self.target = target
        self.method = method
        self.family = family
        self.maximumHops = maximumHops
        self.packetsPerHop = packetsPerHop
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// Starts the trace on a thread of its own; it ends early when nobody reads any more.
    public func events() -> AsyncStream<Event> {
        AsyncStream(bufferingPolicy: .bufferingNewest(maximumHops + 2)) { continuation in
            let end = Ended()
            let lookup = Task {
                do throws(NameLookup.Failure) {
                    let address = try await NameLookup.address(of: target, family)
                    Thread.detachNewThread {
                        self.run(to: address, isEnded: { end.isSet }, tell: { continuation.yield($0) })
                        continuation.finish()
                    }
                } catch {
                    continuation.yield(.unresolved(error.text))
                    continuation.finish()
                }
            }
            continuation.onTermination = { _ in
                end.set()
                lookup.cancel()
            }
        }
    }

    private final class Ended: Sendable {
        private let flag = Atomic(false)
        var isSet: Bool { flag.load(ordering: .relaxed) }
        func set() { flag.store(true, ordering: .relaxed) }
    }

    private func run(to address: IPAddress, isEnded: () -> Bool, tell: (Event) -> Void) {
        let socket: TraceSocket
        do throws(TraceSocket.Failure) {
            socket = try TraceSocket(to: address, method)
        } catch {
            return tell(.forbidden(error.text))
        }
        defer { socket.close() }
        tell(.began(address))
        for number in 1...maximumHops {
            if isEnded() { return }
            do throws(TraceSocket.Failure) {
                let answers = try socket.exchange(
                    hop: number, packets: packetsPerHop, timeoutMilliseconds: timeoutMilliseconds, isEnded: isEnded)
                let hop = TraceHop(number: number, answers: answers)
                tell(.hop(hop))
                if hop.isLast { return }
            } catch {
                return tell(.unreachable(error.text))
            }
        }
    }
}
