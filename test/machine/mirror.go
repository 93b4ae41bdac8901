package machine

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
)

// mirrorVariable names the folder of the mirror where it is not found by itself.
const mirrorVariable = "EMULATOR_TEST_TERRAFORM_MIRROR"

// Mirror is the folder that Terraform installs the AWS provider from: the one that holds
// registry.terraform.io/hashicorp/aws. It is the one that EMULATOR_TEST_TERRAFORM_MIRROR names or,
// without it, the first that has a provider for this platform.
func Mirror() (string, error) {
	if _, err := exec.LookPath("terraform"); err != nil {
		return "", err
	}
	if dir := os.Getenv(mirrorVariable); dir != "" {
		return dir, holdsProvider(dir)
	}
	for _, pattern := range mirrors() {
		dirs, _ := filepath.Glob(filepath.Join(pattern, "registry.terraform.io"))
		for _, dir := range dirs {
			if holdsProvider(filepath.Dir(dir)) == nil {
				return filepath.Dir(dir), nil
			}
		}
	}
	return "", fmt.Errorf(
		"no folder to install the AWS provider from: %s can name it",
		mirrorVariable,
	)
}

func holdsProvider(dir string) error {
	versions := filepath.Join(
		"registry.terraform.io/hashicorp/aws/*",
		runtime.GOOS+"_"+runtime.GOARCH,
	)
	found, err := filepath.Glob(filepath.Join(dir, versions, "terraform-provider-aws*"))
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("the folder %s holds no %s", dir, versions)
	}
	return err
}

// mirrors are the patterns of folders that may be one: what Terraform's own configuration names,
// where it looks by itself, and where programs are put that no package brought.
func mirrors() []string {
	home, _ := os.UserHomeDir()
	own := configured(filepath.Join(home, ".terraformrc"))
	return append(
		own,
		os.Getenv("TF_PLUGIN_CACHE_DIR"),
		filepath.Join(
			home,
			".terraform.d/plugins",
		),
		filepath.Join(home, ".terraform.d/plugin-cache"),
		filepath.Join(home, ".local/share/terraform/plugins"),
		filepath.Join(home, "*"),
		"/usr/local/share/terraform/plugins",
		"/usr/share/terraform/plugins",
		"/opt/*",
		"/opt/*/*",
		"/srv/*",
		"/usr/local/*",
		"/usr/local/*/*",
		"/usr/share/*",
		"/usr/lib/*",
		"/var/lib/*",
		"/*",
	)
}

// configured are the folders that Terraform's configuration names.
func configured(usual string) (dirs []string) {
	file := os.Getenv("TF_CLI_CONFIG_FILE")
	if file == "" {
		file = usual
	}
	text, _ := os.ReadFile(file) // one that is not there names none
	for _, found := range regexp.MustCompile(`(?m)^\s*(?:path|plugin_cache_dir)\s*=\s*"(.*)"`).FindAllSubmatch(text, -1) {
		dirs = append(dirs, string(found[1]))
	}
	return dirs
}
