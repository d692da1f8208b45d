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

/// One radio in full, trees, gateways, the overview, and files of locations.
struct SiteRouteTests {
    private let control = FakeControl(GatewaySite.snapshot)
    private var client: RouterClient { control.client }
    private var site: SiteSnapshot { control.snapshot.site }

    private func base() throws -> Radio { try #require(site.radios.first { $0.report.model != .ipbl }) }
    private func gateway() throws -> Radio { try #require(site.radios.first { $0.report.model == .ipbl }) }

    @Test func `one radio is shown with its candidates and who follows it`() async throws {
        let radio = try #require(site.radios.first { $0.sync.parentIndex != nil && !$0.sync.candidates.isEmpty })
        let view = try await client.get("/api/v1/radios/\(radio.name)").value(RadioDetailView.self)
        #expect(view == RadioDetailView(radio, in: control.snapshot))
        #expect(view.details.candidates.count == radio.sync.candidates.count)
        #expect(view.details.candidates.contains { $0.radio == view.radio.parent })
        let parent = try #require(view.radio.parent)
        let above = try await client.get("/api/v1/radios/\(parent)").value(RadioDetailView.self)
        #expect(above.details.followers.contains(radio.name))
    }

    @Test func `a tree has every radio of its region once`() async throws {
        for region in site.regions {
            let tree = try await client.get("/api/v1/sync/\(region.region)/tree").value(SyncTreeView.self)
            var found: [String] = []
            func visit(_ node: SyncTreeView.Node, below parent: String?) {
                found.append(node.name)
                #expect(node.candidates == nil)
                let radio = site.radios.first { $0.name == node.name }
                if let parent { #expect(site.radio(index: radio?.sync.parentIndex)?.name == parent) }
                var below = 0
                for child in node.children {
                    visit(child, below: node.name)
                    below += 1 + child.descendants
                }
                #expect(below == node.descendants)
            }
            for root in tree.roots { visit(root, below: nil) }
            let members = site.radios.filter {
                $0.sync.settings.region == region.region && $0.registration != .uninitialized
            }
            #expect(found.sorted() == members.map(\.name).sorted())
            #expect(tree.region == RegionView(region, in: site))
        }
    }

    @Test func `a tree is cut below a depth and begins where it is asked to`() async throws {
        let region = try #require(site.regions.first { $0.activeMasterIndex != nil })
        let path = "/api/v1/sync/\(region.region)/tree"
        let cut = try await client.get(path + "?depth=1&candidates=1").value(SyncTreeView.self)
        #expect(cut.roots.allSatisfy { $0.children.isEmpty && $0.candidates != nil })
        #expect(cut.roots[0].descendants > 0)
        let name = cut.roots[0].name
        let one = try await client.get(path + "?root=\(name)&depth=2").value(SyncTreeView.self)
        #expect(one.roots.map(\.name) == [name] && !one.roots[0].children.isEmpty)
        #expect(try await client.get(path + "?depth=0").problem(400).field == "depth")
        // A limit holds, and no radio shows only some of its followers.
        let whole = try await client.get(path).value(SyncTreeView.self)
        func count(_ nodes: [SyncTreeView.Node]) -> Int { nodes.reduce(0) { $0 + 1 + count($1.children) } }
        #expect(whole.moreRoots == 0)
        #expect(whole.roots.reduce(0) { $0 + 1 + $1.descendants } == count(whole.roots))
        for limit in [1, 2, count(whole.roots) / 2, count(whole.roots)] {
            let part = try await client.get(path + "?limit=\(limit)").value(SyncTreeView.self)
            #expect(count(part.roots) <= limit)
            #expect(part.roots.count + part.moreRoots == whole.roots.count)
            var pairs = Array(zip(part.roots, whole.roots))
            while let (shown, full) = pairs.popLast() {
                #expect(shown.name == full.name && shown.descendants == full.descendants)
                #expect(shown.children.isEmpty || shown.children.count == full.children.count)
                pairs += zip(shown.children, full.children)
            }
        }
        #expect(try await client.get(path + "?limit=0").problem(400).field == "limit")
        #expect(try await client.get("/api/v1/sync/249/tree").problem(404).detail.contains("249"))
        #expect(try await client.get("/api/v1/sync/250").problem(400).detail.contains("250"))
    }

    @Test func `a region is named, given a reference and told to resynchronize`() async throws {
        let body = #"{"name":"Hall","referenceRegion":3}"#
        #expect(try await client.send(.put, "/api/v1/sync/0", text: body).status == 204)
        #expect(try await client.send(.post, "/api/v1/sync/0/resynchronize").status == 204)
        #expect(
            control.calls == [
                .operate(.regionConfigured(0, name: "Hall", referenceRegion: 3)), .operate(.referenceResynchronized(0)),
            ])
        #expect(control.sentences.first == #"region 0 was changed from "Building 1" to "Hall (reference: region 3)""#)
        let long = #"{"name":"\#(String(repeating: "x", count: 65))"}"#
        #expect(try await client.send(.put, "/api/v1/sync/0", text: long).problem(422).field == "name")
        #expect(
            try await client.send(.put, "/api/v1/sync/0", text: #"{"name":"","referenceRegion":250}"#).problem(422)
                .field == "region")
    }

    @Test func `a radio's synchronization is changed as far as it is told`() async throws {
        let radio = try base()
        let path = "/api/v1/radios/\(radio.name)/sync"
        #expect(try await client.send(.put, path, text: #"{"mode":"master"}"#).status == 204)
        var settings = radio.sync.settings
        settings.mode = .master
        #expect(control.calls == [.operate(.syncConfigured(radio.mac, settings))])
        for (body, field) in [
            (#"{"mode":"boss"}"#, "mode"), (#"{"region":250}"#, "region"), (#"{"lockedTo":["x"]}"#, "lockedTo"),
            (#"{"lockedTo":["1","2","3"]}"#, "lockedTo"),
        ] {
            #expect(try await client.send(.put, path, text: body).problem(422).field == field)
        }
    }

    @Test func `gateways are shown with ring, ports and environment`() async throws {
        let ring = try await client.get("/api/v1/ipbl/ring").value([RingMemberView].self)
        #expect(try ring.map(\.position) == [1] && ring[0].name == gateway().name)
        #expect(ring[0].inPort.cableDelayNanoseconds == 40)
        let parts = try await client.get("/api/v1/rfps?sort=-port&page=1&limit=1").value([WiredPartView].self)
        #expect(parts.map(\.port) == [5] && parts[0].state == "connected")
        #expect(try await client.get("/api/v1/rfps?state=disconnected").value([WiredPartView].self).map(\.port) == [2])
        #expect(try await client.get("/api/v1/rfps?search=corridor").value([WiredPartView].self).map(\.port) == [5])
        let environments = try await client.get("/api/v1/ipbl/environment").value([EnvironmentView].self)
        #expect(environments.map(\.temperatureCelsius) == [31])
        let path = "/api/v1/rfps/\((try gateway()).name)"
        #expect(try await client.send(.put, path + "/5/location", text: #"{"locationID":"7"}"#).status == 204)
        _ = try await client.send(.put, path + "/6/location", text: #"{"locationID":"7"}"#).problem(404)
        #expect(control.calls == [.operate(.partLocationSet(try gateway().mac, port: 5, id: "7", description: ""))])
    }

    // MARK: Locations

    private func importing(_ text: String, check: Bool = false) async throws -> Answer {
        try await client.send(.post, "/api/v1/radios/locations" + (check ? "?check=true" : ""), text: text)
    }

    @Test func `locations come from a file, for radios and ports`() async throws {
        let (radio, gateway) = (try base(), try gateway())
        let text = """
            \u{feff}Radio Name, Location ID, Description\r
            \(radio.name.uppercased()),123456789,"Reception, ""front"" desk"\r

            \(gateway.name), 5 , ABCDF , Conference Room 1
            """
        let check = try await importing(text, check: true).value(LocationImportView.self)
        #expect(!check.isApplied && check.lines == 2 && check.errors.isEmpty && check.changes.count == 2)
        #expect(control.calls.isEmpty)
        let done = try await importing(text).value(LocationImportView.self)
        #expect(done.isApplied && done.changes == check.changes)
        #expect(
            done.changes[0].description == #"Reception, "front" desk"#
                && done.changes[0].oldLocationID == radio.locationID)
        #expect(
            control.calls == [
                .operate(.locationSet(radio.mac, id: "123456789", description: #"Reception, "front" desk"#)),
                .operate(.partLocationSet(gateway.mac, port: 5, id: "ABCDF", description: "Conference Room 1")),
            ])
        #expect(
            control.sentences.count == 2 && control.sentences[1].hasPrefix("the location of port 5 of \(gateway.name)"))
    }

    @Test func `a file with mistakes sets nothing and names every line`() async throws {
        let (radio, gateway) = (try base(), try gateway())
        let text = """
            \(radio.name),1
            attic,1,x
            \(radio.name),2
            \(gateway.name),17,3,x
            \(gateway.name),3
            \(radio.name),"open
            \(radio.name),"a"b,c
            \(radio.name),\(String(repeating: "9", count: 65))
            \(radio.name),1,2,3,4
            """
        let problem = try await importing(text).problem(422)
        #expect(problem.errors?.map(\.line) == [2, 3, 4, 5, 6, 7, 8, 9] && problem.line == 2)
        #expect(problem.detail.hasPrefix("line 2: no radio has the name attic"))
        let check = try await importing(text, check: true).value(LocationImportView.self)
        #expect(check.errors.map(\.line) == [2, 3, 4, 5, 6, 7, 8, 9] && check.lines == 1)
        #expect(control.calls.isEmpty)
    }

    @Test func `what is set already is no change`() async throws {
        let radio = try base()
        let text = "\(radio.name),\(radio.locationID),\"\(radio.locationDescription)\""
        let done = try await importing(text).value(LocationImportView.self)
        #expect(done.changes.isEmpty && control.calls.isEmpty)
        #expect(try await importing("\n").value(LocationImportView.self).lines == 0)
        #expect(try await importing("").problem(400).detail == "expected text as content, got none")
    }
}
