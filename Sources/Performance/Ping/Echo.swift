import CLinux
import Foundation
public import NetworkValues
import Waking

/// One echo request and what became of it.
public enum Echo: Hashable, Sendable {
    /// The answer came after so many seconds.
    case replied(IPAddress, seconds: Double)
    /// No answer came in time.
    case lost(IPAddress)
    /// The destination has no address.
    case unresolved(String)
    /// The host has no way there, or was told that there is none; whether a request was sent.
    case unreachable(IPAddress, String, wasSent: Bool)
    /// The agent may not send.
    case forbidden(String)

    /// Which addresses a name may have.
    public enum Family: String, Sendable, CaseIterable {
        /// Those of IPv4 or of IPv6, as the system prefers.
        case any
        /// IPv4 alone.
        case ipv4
        /// IPv6 alone.
        case ipv6
    }

    /// Sends a request to an address or a name, on a thread of its own, and waits for the answer. When the task is cancelled
    /// it waits no longer, and what it returns means nothing.
    public static func send(to target: String, _ family: Family, timeoutMilliseconds: Int) async -> Echo {
        let address: IPAddress
        do throws(NameLookup.Failure) {
            address = try await NameLookup.address(of: target, family)
        } catch {
            return .unresolved(error.text)
        }
        let answer = FirstAnswer<Echo>()
        Thread.detachNewThread { answer.answer(.success(exchange(address, timeoutMilliseconds))) }
        return (try? await answer.value()) ?? .lost(address)
    }

    private static func exchange(_ address: IPAddress, _ timeoutMilliseconds: Int) -> Echo {
        let octets = address.octets
        let number: Int32 = octets.count == 16 ? 6 : 4
        var isRaw: Int32 = 0
        let descriptor = ipd_icmp_open(number, &isRaw)
        guard descriptor >= 0 else {
            return .forbidden(missingRight(-descriptor))
        }
        defer { close(descriptor) }
        let packet = EchoPacket(
            family: Int(number), identifier: UInt16(truncatingIfNeeded: getpid()),
            sequence: .random(in: 0...UInt16.max), token: .random(in: 0...UInt64.max))
        let request = packet.request
        let start = ipd_realtime()
        let sent = ipd_icmp_send(descriptor, number, octets, request, UInt32(request.count))
        guard sent == 0 else {
            let reason = String(cString: strerror(-sent))
            return -sent == EACCES || -sent == EPERM
                ? .forbidden("the host does not let the agent send ICMP: \(reason)")
                : .unreachable(address, reason, wasSent: false)
        }
        return wait(descriptor, for: packet, address, hasHeader: isRaw == 1 && number == 4, start, timeoutMilliseconds)
    }

    /// What is missing when no socket for ICMP could be opened.
    static func missingRight(_ code: Int32) -> String {
        "expected the right to send ICMP (CAP_NET_RAW, or a group in net.ipv4.ping_group_range), got: "
            + String(cString: strerror(code))
    }

    private static func wait(
        _ descriptor: Int32, for packet: EchoPacket, _ address: IPAddress, hasHeader: Bool, _ start: Int64,
        _ timeoutMilliseconds: Int
    ) -> Echo {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .milliseconds(timeoutMilliseconds))
        var room = [UInt8](repeating: 0, count: 2048)
        while true {
            let left = Int32(clamping: Int64(((end - clock.now) / .milliseconds(1)).rounded(.up)))
            guard left > 0 else { return .lost(address) }
            var arrived: Int64 = 0
            let count = ipd_icmp_receive(descriptor, &room, UInt32(room.count), &arrived, left)
            guard count >= 0 else {
                return .unreachable(address, String(cString: strerror(-count)), wasSent: true)
            }
            switch packet.answer(in: Array(room.prefix(Int(count))), hasHeader: hasHeader) {
            case .foreign: continue
            case .unreachable(let code):
                return .unreachable(address, "a router says so (code \(code))", wasSent: true)
            case .reply:
                // A clock that was set meanwhile may go back.
                return .replied(address, seconds: Double(max(0, arrived - start)) / 1e9)
            }
        }
    }
}
