import HTTPTypes
import WebAccess

extension APIOperations {
    private static let number = APIParameter.path(
        "number", "The device's number in the settings.", APIParameter.integer(1...8192))

    static let devices: [APIOperation] = [
        APIOperation(
            .get, "devices", "Lists the devices of a running system that are watched.",
            APIParameter.list(DeviceList.orders.map(\.name)) + [
                .search, .words("freshness", DeviceList.freshnesses, "Only those whose facts are worth this"),
                .flag("silent", "Only those that answer no longer; or only the others."),
            ], answer: .list(DeviceView.self), group: "Devices"),
        APIOperation(
            .get, "devices/status", "How the watching of devices stands.", answer: .json(DeviceWatchView.self),
            group: "Devices"),
        APIOperation(
            .get, "devices/{number}", "One device in full.", [number], answer: .json(DeviceDetailView.self),
            group: "Devices"),
        APIOperation(
            .post, "devices/test", "Tries each feed of a device once.", right: .settings,
            body: .json(DeviceTestContent.self), answer: .json([FeedTrialView].self), refusals: [422],
            group: "Devices"),
        APIOperation(
            .get, "devices/discovery", "The search for devices that goes on, or was made last.",
            answer: .json(DiscoveryView.self), refusals: [404], group: "Devices"),
        APIOperation(
            .post, "devices/discovery", "Searches networks for devices, in the background.", right: .settings,
            body: .json(DiscoveryContent.self), answer: .accepted(.json(DiscoveryView.self)), refusals: [409, 422],
            group: "Devices"),
        APIOperation(
            .delete, "devices/discovery", "Ends the search; what was found stays.", right: .settings,
            answer: .nothing, group: "Devices"),
        APIOperation(
            .get, "devices/list.csv", "The list of devices as a file.", answer: .content(.text("text/csv")),
            group: "Devices"),
        APIOperation(
            .post, "devices/list.csv", "Takes a list of devices into the settings, all or nothing.",
            right: .settings, [.flag("check", "Only says what would be changed.")], body: .text("text/csv"),
            answer: .json(DeviceImportView.self), refusals: [422], group: "Devices"),
    ]
}
