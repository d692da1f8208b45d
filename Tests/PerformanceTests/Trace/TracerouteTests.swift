import NetworkValues
import Testing

@testable import Performance

@Suite struct `A trace` {
    private static func events(_ trace: Traceroute) async -> [Traceroute.Event] {
        var events: [Traceroute.Event] = []
        for await event in trace.events() { events.append(event) }
        return events
    }

    @Test(arguments: Traceroute.Method.allCases, ["127.0.0.1", "::1"])
    func `ends at this host after one hop`(method: Traceroute.Method, address: String) async throws {
        let events = await Self.events(
            Traceroute(to: address, method: method, packetsPerHop: 2, timeoutMilliseconds: 10_000))
        if case .forbidden(let reason)? = events.first {
            #expect(method == .icmp && reason.contains("CAP_NET_RAW"))
            return
        }
        guard events.count == 2, case .began(let destination) = events[0], case .hop(let hop) = events[1] else {
            // A host without IPv6.
            #expect(address == "::1", "\(events)")
            return
        }
        #expect(destination == IPAddress(address) && hop.number == 1 && hop.isLast)
        for answer in hop.answers {
            #expect(answer.kind == .arrived && answer.address == destination)
            #expect(try #require(answer.seconds) < 10)
        }
    }

    @Test func `says that a name has no address`() async {
        let events = await Self.events(Traceroute(to: "no.such.host.invalid"))
        guard case .unresolved(let text)? = events.first, events.count == 1 else {
            Issue.record("\(events)")
            return
        }
        #expect(text.contains("no.such.host.invalid"))
    }

    @Test func `reads errors as the standards number them`() {
        #expect(TraceAnswer.kind(family: 4, type: 11, code: 0) == .passing)
        #expect(TraceAnswer.kind(family: 6, type: 3, code: 0) == .passing)
        #expect(TraceAnswer.kind(family: 4, type: 3, code: 3) == .arrived)
        #expect(TraceAnswer.kind(family: 6, type: 1, code: 4) == .arrived)
        #expect(TraceAnswer.kind(family: 4, type: 3, code: 1) == .unreachable("the host does not answer"))
        #expect(TraceAnswer.kind(family: 6, type: 1, code: 0) == .unreachable("no route"))
        #expect(TraceAnswer.kind(family: 4, type: 3, code: 77) == .unreachable("unreachable, code 77"))
        #expect(TraceAnswer.kind(family: 4, type: 12, code: 1) == .unreachable("ICMP type 12, code 1"))
    }

    @Test func `goes on behind a router, and ends where nothing follows`() {
        let router = IPAddress.v4(1)
        #expect(!TraceHop(number: 1, answers: [TraceAnswer(.passing, from: router), TraceAnswer(.lost)]).isLast)
        #expect(!TraceHop(number: 1, answers: [TraceAnswer(.lost)]).isLast)
        #expect(TraceHop(number: 1, answers: [TraceAnswer(.lost), TraceAnswer(.arrived)]).isLast)
        #expect(TraceHop(number: 1, answers: [TraceAnswer(.unreachable("no route"), from: router)]).isLast)
    }
}
