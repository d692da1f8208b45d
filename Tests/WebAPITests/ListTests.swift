import Faults
import Foundation
import HTTPTypes
import IPDECTCore
import NetworkValues
import Snapshot
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// Lists: pages, order, filters and search.
struct ListTests {
    private let control = FakeControl()
    private var client: RouterClient { control.client }
    private var site: SiteSnapshot { control.snapshot.site }

    private func names(_ query: String) async throws -> [String] {
        try await client.get("/api/v1/radios" + query).value([RadioView].self).map(\.name)
    }

    @Test func `pages put together are the list, and say where the others are`() async throws {
        let whole = try await client.get("/api/v1/radios")
        #expect(try whole.value([RadioView].self).count == 48)
        #expect(whole.headers[.totalCount] == "48" && whole.headers[.link] == nil)
        var found: [String] = []
        var next: String? = "/api/v1/radios?sort=-name&page=1&limit=20"
        while let path = next {
            let answer = try await client.get(path)
            #expect(answer.headers[.totalCount] == "48")
            found += try answer.value([RadioView].self).map(\.name)
            next = answer.link("next")
            #expect(answer.link("first") == "/api/v1/radios?sort=-name&page=1&limit=20")
            #expect(answer.link("last") == "/api/v1/radios?sort=-name&page=3&limit=20")
        }
        #expect(found == site.radios.map(\.name).sorted().reversed())
    }

    @Test func `a page behind the last is empty and leads back`() async throws {
        let answer = try await client.get("/api/v1/radios?page=9&limit=20")
        #expect(try answer.value([RadioView].self).isEmpty)
        #expect(answer.link("prev") == "/api/v1/radios?page=3&limit=20" && answer.link("next") == nil)
    }

    @Test(arguments: ["page=0", "page=-1", "page=x", "page=", "limit=0", "limit=100001", "page=1000001"])
    func `what is no page is refused with its field`(query: String) async throws {
        let problem = try await client.get("/api/v1/radios?\(query)").problem(400)
        #expect(problem.field == String(query.prefix { $0 != "=" }))
    }

    @Test func `every order puts rows without a value last, both ways`() async throws {
        for order in RadioList.orders.map(\.name) {
            for sign in ["", "-"] {
                let sorted = try await names("?sort=\(sign)\(order)")
                #expect(sorted.count == 48 && Set(sorted).count == 48, "\(order)")
            }
        }
        for query in ["?sort=rssi", "?sort=-rssi"] {
            let radios = try await client.get("/api/v1/radios" + query).value([RadioView].self)
            let values = radios.compactMap(\.rssi)
            #expect(values == (query.contains("-") ? values.sorted(by: >) : values.sorted()))
            #expect(radios.prefix(values.count).allSatisfy { $0.rssi != nil } && values.count < 48)
        }
    }

    @Test func `an order that does not exist is refused with those that do`() async throws {
        let problem = try await client.get("/api/v1/radios?sort=colour").problem(400)
        #expect(problem.field == "sort" && problem.detail.contains("color") && problem.detail.hasSuffix("got colour"))
    }

    @Test func `radios are filtered by registration, colour, region and trouble`() async throws {
        let lost = try await client.get("/api/v1/radios?state=static").value([RadioView].self)
        #expect(!lost.isEmpty && lost.allSatisfy { $0.registration == "static" })
        let both = try await names("?state=static,registered")
        #expect(both.count == site.radios.count { $0.registration != .uninitialized })
        let green = try await names("?color=green")
        #expect(green.count == site.radios.count { $0.sync.color == .green })
        let troubled = try await names("?troubled=1")
        #expect(Set(troubled) == Set(site.radios.filter(\.isTroubled).map(\.name)))
        #expect(try await names("?troubled=0").count == 48 - troubled.count)
        #expect(try await names("?region=0").count == site.radios.count { $0.sync.settings.region == 0 })
        for query in ["state=lost", "color=blue", "region=250", "region=x", "troubled=maybe", "state=static,"] {
            let problem = try await client.get("/api/v1/radios?\(query)").problem(400)
            #expect(problem.field == String(query.prefix { $0 != "=" }), "\(query)")
        }
    }

    @Test func `radios are found by names, identities and addresses in any case`() async throws {
        let radio = site.radios[7]
        let rfpi = try #require(radio.rfpi)
        let address = try #require(radio.report.address)
        for text in [
            String(radio.name.uppercased().suffix(8)), "\(radio.mac)".uppercased(), "\(rfpi)".lowercased(),
            "\(address)",
            String(radio.locationDescription.prefix(4)),
        ] where !text.isEmpty {
            let found = try await names(
                "?search=" + (text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""))
            #expect(found.contains(radio.name), "\(text)")
        }
        #expect(try await names("?search=nowhere-at-all").isEmpty)
        #expect(try await names("?search=%C3%84%C3%96").isEmpty)
    }

    @Test func `text is found whatever its case, beyond ASCII too`() {
        #expect(TextSearch("") == nil && TextSearch(nil) == nil)
        #expect(TextSearch("süd")?.isFound(in: "Flur SÜD") == true)
        #expect(TextSearch("ipbs")?.isFound(in: "IPBS3-00-01-02") == true)
        #expect(TextSearch("x-02")?.isFound(in: "ipbs3-02") == false)
        #expect(TextSearch("longer than it")?.isFound(in: "short") == false)
    }

    @Test func `alarms are filtered and put in order`() async throws {
        let all = control.snapshot.alarms.alarms
        let severities = control.snapshot.severities
        let first = try #require(all.first)
        func alarms(_ query: String) async throws -> [AlarmView] {
            try await client.get("/api/v1/alarms?" + query).value([AlarmView].self)
        }
        for seriousness in Seriousness.allCases {
            let found = try await alarms("seriousness=\(seriousness)")
            #expect(found.count == all.count { severities.seriousness(of: $0.key.code) == seriousness })
        }
        let device = first.subject.deviceName
        #expect(
            try await alarms("device=\(device.uppercased())").count == all.count { $0.subject.deviceName == device })
        #expect(try await alarms("code=\(first.key.code)").allSatisfy { $0.code == "\(first.key.code)" })
        #expect(try await alarms("search=\(device)").isEmpty == false)
        #expect(try await alarms("acknowledged=1").isEmpty)
        #expect(try await alarms("acknowledged=false").count == all.count)
        for name in AlarmList.orderNames {
            #expect(try await alarms("sort=-\(name)").count == all.count, "\(name)")
        }
        let one = try await client.get("/api/v1/alarms/\(first.number)").value(AlarmView.self)
        #expect(one.number == first.number)
        #expect(try await client.get("/api/v1/alarms/99999").problem(404).detail.hasSuffix("99999"))
        #expect(try await client.get("/api/v1/alarms?code=mouse").problem(400).field == "code")
        #expect(try await client.get("/api/v1/alarms?seriousness=bad").problem(400).field == "seriousness")
    }

    @Test func `events are filtered by type and time`() async throws {
        let all = control.snapshot.events.records
        func events(_ query: String) async throws -> [EventView] {
            try await client.get("/api/v1/events?" + query).value([EventView].self)
        }
        let raised = try await events("type=alarm")
        #expect(!raised.isEmpty && raised.allSatisfy { $0.type == "alarm" })
        let middle = all[all.count / 2].time
        let late = try await events("from=\(middle)")
        #expect(late.count == all.count { $0.time >= middle })
        #expect(try await events("until=\(middle)").count + late.count == all.count)
        for name in EventList.orders.map(\.name) { #expect(try await events("sort=\(name)").count == all.count) }
        #expect(try await client.get("/api/v1/events?from=yesterday").problem(400).field == "from")
        #expect(try await client.get("/api/v1/events?type=noise").problem(400).field == "type")
    }

    @Test func `faults and calls are filtered`() async throws {
        let remapped = try await client.get("/api/v1/faults?remapped=1").value([FaultView].self)
        #expect(remapped.map(\.code) == ["\(FaultCode.ipTcpBindError)"])
        let module = try #require(FaultCatalogue.all.first).module
        let encoded = module.replacing(" ", with: "%20").lowercased()
        let faults = try await client.get("/api/v1/faults?module=\(encoded)&sort=label").value([FaultView].self)
        #expect(
            !faults.isEmpty && faults.allSatisfy { $0.module == module }
                && faults.map(\.label) == faults.map(\.label).sorted())
        let call = try #require(site.calls.first)
        let radio = try #require(site.radio(index: call.radioIndex))
        let calls = try await client.get("/api/v1/calls?radio=\(radio.name)").value([CallView].self)
        #expect(calls.contains { $0.id == call.id.rawValue })
        let incoming = try await client.get("/api/v1/calls?direction=incoming&sort=-user").value([CallView].self)
        #expect(incoming.count == site.calls.count { $0.direction == .incoming })
        #expect(try await client.get("/api/v1/calls?radio=attic").problem(404).detail.hasSuffix("attic"))
    }

    @Test func `what was read before and is the same is not sent again`() async throws {
        let first = try await client.get("/api/v1/radios?limit=5")
        let tag = try #require(first.headers[.eTag])
        #expect(tag.hasPrefix("W/\"") && tag.hasSuffix("\""))
        for known in [tag, "*", "\"x\" , \(tag)", String(tag.dropFirst(2))] {
            let again = try await client.get("/api/v1/radios?limit=5", headers: ["If-None-Match": known])
            #expect(again.status == 304 && again.body.isEmpty && again.headers[.eTag] == tag, "\(known)")
            #expect(again.headers[.contentType] == nil && again.headers[.totalCount] == "48")
        }
        let other = try await client.get("/api/v1/radios?limit=6", headers: ["If-None-Match": tag])
        #expect(other.status == 200 && other.headers[.eTag] != tag)
        let head = try await client.send(.head, "/api/v1/radios?limit=5")
        #expect(head.headers[.eTag] == tag)
        let text = try await client.get("/api/v1/config")
        #expect(text.headers[.eTag] == nil)
        let missing = try await client.get("/api/v1/radios/attic", headers: ["If-None-Match": "*"])
        #expect(missing.status == 404)
    }
}
