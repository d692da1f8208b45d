/// The files that pages load.
enum ConsoleAssets {
    static let style = PackageResources.console_css
    static let script = PackageResources.console_js
    static let icon = PackageResources.icon_svg
}
