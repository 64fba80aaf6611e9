// antd's tokens from the colours of theme.css. Sizes follow the reader's choice of text size.
import theme from 'antd/es/theme';
import type { ThemeConfig } from 'antd/es/config-provider';
import type { Settings } from './settings.ts';

const light = {
  colorPrimary: '#a8071a', colorLink: '#a8071a', colorLinkHover: '#7d0513', colorError: '#a8071a',
  colorBgLayout: '#faf9f7', colorBgContainer: '#ffffff', colorBgElevated: '#ffffff', colorBorder: '#8d8578',
  colorBorderSecondary: '#e3ded6', colorText: '#1f1d1a', colorTextSecondary: '#5c564d', colorTextDescription: '#5c564d',
  colorTextPlaceholder: '#6b645a', colorTextTertiary: '#5c564d', colorSuccess: '#1f6b3a', colorWarning: '#8a5300',
};
const dark = {
  colorPrimary: '#ff9d94', colorLink: '#ff9d94', colorLinkHover: '#ffc1bb', colorError: '#ff9d94',
  colorBgLayout: '#171513', colorBgContainer: '#201e1b', colorBgElevated: '#2a2723', colorBorder: '#9a9184',
  colorBorderSecondary: '#3a3631', colorText: '#f2eee8', colorTextSecondary: '#bdb5a9', colorTextDescription: '#bdb5a9',
  colorTextPlaceholder: '#a8a094', colorTextTertiary: '#bdb5a9', colorSuccess: '#8fd3a5', colorWarning: '#f2c068',
};

export function antdTheme(settings: Settings, isDark: boolean, coarse: boolean): ThemeConfig {
  const scale = settings.size === 'large' ? 1.25 : 1;
  const strong = settings.contrast === 'more' ? (isDark ? { colorText: '#ffffff', colorTextSecondary: '#ece6dc', colorTextPlaceholder: '#d8d0c4' } : { colorText: '#000000', colorTextSecondary: '#2c2925', colorTextPlaceholder: '#3d3832' }) : {};
  const palette = isDark ? dark : light;
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...palette,
      ...strong,
      colorPrimaryHover: palette.colorLinkHover,
      colorPrimaryActive: palette.colorLinkHover,
      colorTextLightSolid: isDark ? '#2a0b0b' : '#ffffff',
      fontFamily: "'Be Vietnam Pro', system-ui, sans-serif",
      fontSize: 16 * scale,
      controlHeight: (coarse ? 44 : 40) * scale,
      controlHeightSM: (coarse ? 44 : 32) * scale,
      borderRadius: 6,
      motion: false,
      wireframe: false,
    },
    components: { Tooltip: { colorBgSpotlight: isDark ? '#f2eee8' : '#1f1d1a', colorTextLightSolid: isDark ? '#1f1d1a' : '#ffffff' } },
  };
}
