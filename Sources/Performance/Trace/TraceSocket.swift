import CLinux
import Foundation
import NetworkValues

/// The socket of a trace: sends packets that live for so many hops, and hears what becomes of them.
struct TraceSocket {
    /// Why nothing could be sent.
    struct Failure: Error {
        /// What hinders it.
        var text: String
    }

    private let descriptor: Int32
    private let address: IPAddress
    private let octets: [UInt8]
    private let family: Int32
    private let method: Traceroute.Method
    /// Whether the socket gives whole packets of IPv4, and those of others too.
    private let isRaw: Bool
    private let firstSequence = UInt16.random(in: 0...0x7fff)
    private let token = UInt64.random(in: 0...UInt64.max)
    private let identifier = UInt16.random(in: 0...UInt16.max)

    init(to address: IPAddress, _ method: Traceroute.Method) throws(Failure) {
        self.address = address
        self.method = method
        octets = address.octets
        family = octets.count == 16 ? 6 : 4
        var isRaw: Int32 = 0
        switch method {
        case .udp:
            descriptor = ipd_trace_open_udp(family)
            guard descriptor >= 0 else { throw Failure(text: String(cString: strerror(-descriptor))) }
        case .icmp:
            descriptor = ipd_icmp_open(family, &isRaw)
            guard descriptor >= 0 else { throw Failure(text: Echo.missingRight(-descriptor)) }
            _ = ipd_trace_hear_errors(descriptor, family)
        }
        self.isRaw = isRaw == 1
    }

    func close() { Foundation.close(descriptor) }

    /// Sends the packets of a hop and waits until each has its answer, at most so long.
    func exchange(
        hop: Int, packets: Int, timeoutMilliseconds: Int, isEnded: () -> Bool
    ) throws(Failure) -> [TraceAnswer] {
        let first = (hop - 1) * packets
        var starts: [Int64] = []
        for number in first..<(first + packets) {
            starts.append(ipd_realtime())
            try send(number, hops: Int32(hop))
        }
        var answers = [TraceAnswer](repeating: TraceAnswer(.lost), count: packets)
        var missing = packets
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .milliseconds(timeoutMilliseconds))
        var came = ipd_trace_answer()
        while missing > 0, !isEnded() {
            let left = Int32(clamping: Int64(((end - clock.now) / .milliseconds(1)).rounded(.up)))
            guard left > 0 else { break }
            guard ipd_trace_receive(descriptor, family, &came, min(left, 200)) > 0, let number = number(of: came),
                (first..<(first + packets)).contains(number), answers[number - first].kind == .lost
            else { continue }
            let seconds = Double(max(0, came.nanoseconds - starts[number - first])) / 1e9
            let from = withUnsafeBytes(of: came.from) { IPAddress(octets: Array($0.prefix(octets.count))) }
            let kind =
                came.kind == 2
                ? .arrived : TraceAnswer.kind(family: Int(family), type: came.type, code: came.code)
            answers[number - first] = TraceAnswer(kind, from: from, seconds: seconds)
            missing -= 1
        }
        return answers
    }

    private func send(_ number: Int, hops: Int32) throws(Failure) {
        let port = method == .udp ? Traceroute.firstPort &+ UInt16(truncatingIfNeeded: number) : 0
        let packet = method == .udp ? [UInt8](repeating: 0x40, count: 32) : echo(number).request
        var result = ipd_trace_send(descriptor, family, octets, port, hops, packet, UInt32(packet.count))
        // An error of an earlier packet that came late is told by the next send.
        if -result == EHOSTUNREACH || -result == ECONNREFUSED || -result == ENETUNREACH {
            result = ipd_trace_send(descriptor, family, octets, port, hops, packet, UInt32(packet.count))
        }
        guard result == 0 else { throw Failure(text: String(cString: strerror(-result))) }
    }

    private func echo(_ number: Int) -> EchoPacket {
        EchoPacket(
            family: Int(family), identifier: identifier,
            sequence: firstSequence &+ UInt16(truncatingIfNeeded: number), token: token)
    }

    /// The packet that an answer is about, counted from 0; `nil` when it is not ours.
    private func number(of answer: ipd_trace_answer) -> Int? {
        if method == .udp {
            // Only the destination's ports are known to an error; a packet of UDP from there answers its own port.
            guard answer.port >= Traceroute.firstPort else { return nil }
            return Int(answer.port - Traceroute.firstPort)
        }
        let count = Int(min(answer.count, 512))
        let content = withUnsafeBytes(of: answer.octets) { Array($0.prefix(count)) }
        if answer.kind == 1 {
            guard let quoted = EchoPacket.numbers(ofRequest: content, family: Int(family)),
                !isRaw || quoted.identifier == identifier
            else { return nil }
            return Int(quoted.sequence &- firstSequence)
        }
        guard let sequence = EchoPacket.sequence(ofReply: content, hasHeader: isRaw && family == 4) else { return nil }
        let packet = echo(Int(sequence &- firstSequence))
        return packet.answer(in: content, hasHeader: isRaw && family == 4) == .reply
            ? Int(sequence &- firstSequence) : nil
    }
}
